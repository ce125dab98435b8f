package dev.rill.model.fake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the fake does with one request. Immutable. */
public sealed interface Script permits Answer, Script.Reply, Script.Raw {

    /** A whole response with a length. */
    record Reply(int status, Map<String, String> headers, String body) implements Script {
    }

    /** Bytes as they are, head and all, each part in a write of its own; then an effect. */
    record Raw(List<byte[]> parts, Effect then) implements Script {
    }

    static Script status(int status) {
        return status(status, Map.of());
    }

    static Script status(int status, Map<String, String> headers) {
        return new Reply(status, headers, error(status));
    }

    static Script reply(int status, String contentType, String body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    static Script raw(Effect then, String... parts) {
        return new Raw(Arrays.stream(parts).map(part -> part.getBytes(StandardCharsets.ISO_8859_1)).toList(), then);
    }

    private static String error(int status) {
        return "{\"error\":{\"message\":\"CANARY-UPSTREAM said " + status
                + "\",\"type\":\"fake_error\",\"code\":null}}";
    }
}
