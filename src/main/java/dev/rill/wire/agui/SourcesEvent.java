package dev.rill.wire.agui;

import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sources of an answer, which AG-UI has no event for: a {@code CUSTOM} one, {@code sources}. Stateless. */
final class SourcesEvent {

    private SourcesEvent() {
    }

    /** With members as Rill's own events have them. */
    static void encode(List<Source> sources, FrameBuffer out) {
        out.put(ascii("data: {\"type\":\"CUSTOM\",\"name\":\"sources\",\"value\":["));
        byte[] before = ascii("{\"id\":");
        for (Source source : sources) {
            out.put(before).putDecimal(source.id());
            out.put(ascii(",\"path\":\"")).putJsonChars(source.path());
            out.put(ascii("\",\"title\":\"")).putJsonChars(source.title());
            out.put(ascii("\",\"fromLine\":")).putDecimal(source.fromLine());
            out.put(ascii(",\"toLine\":")).putDecimal(source.toLine());
            out.put(ascii(",\"score\":")).put(ascii(Double.toString(source.score())));
            out.put(ascii(",\"snippet\":\"")).putJsonChars(source.snippet());
            if (!source.section().isEmpty()) {
                out.put(ascii("\",\"section\":\"")).putJsonChars(source.section());
            }
            if (!source.hash().isEmpty()) {
                out.put(ascii("\",\"hash\":\"")).putJsonChars(source.hash());
            }
            source.text().ifPresent(text -> out.put(ascii("\",\"text\":\"")).putJsonChars(text));
            out.put(ascii("\"}"));
            before = ascii(",{\"id\":");
        }
        out.put(ascii("]}\n\n")).endFrame();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
