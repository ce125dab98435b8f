package dev.rill.wire;

import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an encoder makes of the events of a stream. */
public final class EncodedStream {
    private static final Pattern BETWEEN_FRAMES = Pattern.compile("(?<=\n\n)");

    private EncodedStream() {
    }

    public static List<String> frames(EventEncoder encoder, List<StreamEvent> events) {
        FrameBuffer out = new FrameBuffer(16);
        for (int id = 1; id <= events.size(); id++) {
            encoder.encode(id, events.get(id - 1), out);
        }
        List<String> frames = List.of(BETWEEN_FRAMES.split(new String(out.toByteArray(), StandardCharsets.UTF_8)));
        if (frames.size() != out.frames()) {
            throw new AssertionError(out.frames() + " frames were ended: " + frames);
        }
        return frames;
    }

    /** The text of its tokens. */
    public static String text(List<StreamEvent> events) {
        return events.stream().filter(StreamEvent.Token.class::isInstance).map(StreamEvent.Token.class::cast)
                .map(StreamEvent.Token::content).collect(Collectors.joining());
    }

    /** Of its sources, which it tells at its end. */
    public static List<String> paths(List<StreamEvent> events) {
        return events.getLast() instanceof StreamEvent.Complete complete
                ? complete.sources().stream().map(Source::path).toList() : List.of();
    }

    /** How it ends, as a {@link Dialect} says it. */
    public static String end(List<StreamEvent> events) {
        return switch ((StreamEvent.Terminal) events.getLast()) {
            case StreamEvent.Complete _ -> "complete";
            case StreamEvent.Failed _ -> "error";
            case StreamEvent.Cancelled _ -> "cancelled";
        };
    }
}
