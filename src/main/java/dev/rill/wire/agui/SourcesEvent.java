package dev.rill.wire.agui;

import dev.rill.http.response.Json;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sources of an answer, which AG-UI has no event for: a {@code CUSTOM} one, {@code sources}. Stateless. */
final class SourcesEvent {
    private static final byte[] BEGIN = ascii("data: {\"type\":\"CUSTOM\",\"name\":\"sources\",\"value\":");
    private static final byte[] END = ascii("}\n\n");

    private SourcesEvent() {
    }

    /** With members as Rill's own events have them. */
    static void encode(List<Source> sources, FrameBuffer out) {
        out.put(BEGIN).put(Json.bytes(Json.sources(sources))).put(END).endFrame();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
