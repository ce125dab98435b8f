package dev.rill.wire;

import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where a source was fetched from, as a member of its JSON: {@code commit} or {@code url}. Stateless. */
public final class OriginMember {
    private OriginMember() {
    }

    /** Behind another member, and with its comma. */
    public static void put(Optional<Origin> origin, FrameBuffer out) {
        switch (origin.orElse(null)) {
            case null -> { }
            case Origin.Commit(String id) -> put(",\"commit\":\"", id, out);
            case Origin.Page(URI url) -> put(",\"url\":\"", url.toString(), out);
        }
    }

    private static void put(String before, String value, FrameBuffer out) {
        out.put(before.getBytes(StandardCharsets.US_ASCII)).putJsonChars(value);
        out.put(new byte[] {'"'});
    }

    public static Optional<Origin> read(JsonNode source) {
        if (source.has("commit")) {
            return Optional.of(new Origin.Commit(source.get("commit").stringValue()));
        }
        return source.has("url") ? Optional.of(new Origin.Page(URI.create(source.get("url").stringValue())))
                : Optional.empty();
    }
}
