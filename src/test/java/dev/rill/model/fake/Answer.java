package dev.rill.model.fake;

import dev.rill.stream.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer: its deltas, their pace, how it looks on the wire, and what goes wrong where. Immutable; the
 * {@code with…} methods return copies.
 *
 * @param gate         passed before each delta, and before the end
 * @param effect       strikes in {@code phase}; what would follow is not sent
 * @param faultAfter   deltas sent before {@link Phase#MID_ANSWER}
 * @param finishReason none: no such chunk is sent
 */
public record Answer(List<Delta> deltas, Optional<Usage> usage, Optional<String> finishReason, boolean done,
                     Duration delay, Optional<Gate> gate, Optional<Phase> phase, Effect effect, int faultAfter,
                     Format format) implements Script {

    /** How the body is delimited. */
    public enum Framing { CHUNKED, LENGTH, UNTIL_CLOSE }

    /**
     * How an answer looks on the wire.
     *
     * @param lineEnd     CR, LF or CRLF
     * @param prefix      {@code data:} with or without a space
     * @param writeSize   at most so many bytes a write, or 0
     * @param comment     sent before each event, or empty
     * @param contentType of the head
     */
    public record Format(Framing framing, String lineEnd, String prefix, int writeSize, String comment,
                         String contentType) {
        static final Format PLAIN = new Format(Framing.CHUNKED, "\n", "data: ", 0, "", "text/event-stream");
    }

    /** The deltas, then {@code stop}, a usage and {@code [DONE]}. */
    public static Answer of(String... tokens) {
        return ofDeltas(Arrays.stream(tokens).<Delta>map(Delta.Text::new).toList());
    }

    public static Answer ofDeltas(List<Delta> deltas) {
        return new Answer(deltas, Optional.of(new Usage(7, deltas.size(), 7 + deltas.size())), Optional.of("stop"),
                true, Duration.ZERO, Optional.empty(), Optional.empty(), Effect.silence(), deltas.size() / 2,
                Format.PLAIN);
    }

    /** The text, a word with the blank before it a delta. */
    public static Answer words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\\s*\\S+\\s*$|\\s*\\S+").matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        return of(words.toArray(String[]::new));
    }

    /** One tool call, its arguments streamed in pieces of five characters. */
    public static Answer toolCall(String name, String argumentsJson) {
        List<Delta> deltas = new ArrayList<>();
        deltas.add(new Delta.Tool(0, "call_fake1", name, ""));
        for (int at = 0; at < argumentsJson.length(); at += 5) {
            deltas.add(new Delta.Tool(0, null, null,
                    argumentsJson.substring(at, Math.min(argumentsJson.length(), at + 5))));
        }
        return ofDeltas(deltas).withFinishReason("tool_calls");
    }

    public Answer withUsage(Optional<Usage> value) {
        return new Answer(deltas, value, finishReason, done, delay, gate, phase, effect, faultAfter, format);
    }

    /** @param value null for none */
    public Answer withFinishReason(String value) {
        return new Answer(deltas, usage, Optional.ofNullable(value), done, delay, gate, phase, effect, faultAfter,
                format);
    }

    public Answer withoutDone() {
        return new Answer(deltas, usage, finishReason, false, delay, gate, phase, effect, faultAfter, format);
    }

    public Answer withDelay(Duration value) {
        return new Answer(deltas, usage, finishReason, done, value, gate, phase, effect, faultAfter, format);
    }

    public Answer withGate(Gate value) {
        return new Answer(deltas, usage, finishReason, done, delay, Optional.of(value), phase, effect, faultAfter,
                format);
    }

    public Answer withFault(Phase where, Effect what) {
        return new Answer(deltas, usage, finishReason, done, delay, gate, Optional.of(where), what, faultAfter, format);
    }

    /** The effect after so many deltas. */
    public Answer withFaultAfter(int count, Effect what) {
        return new Answer(deltas, usage, finishReason, done, delay, gate, Optional.of(Phase.MID_ANSWER), what, count,
                format);
    }

    public Answer withFormat(Format value) {
        return new Answer(deltas, usage, finishReason, done, delay, gate, phase, effect, faultAfter, value);
    }

    public Answer withFraming(Framing framing) {
        return withFormat(new Format(framing, format.lineEnd, format.prefix, format.writeSize, format.comment,
                format.contentType));
    }

    public Answer withContentType(String contentType) {
        return withFormat(new Format(format.framing, format.lineEnd, format.prefix, format.writeSize, format.comment,
                contentType));
    }

    /** The text of the answer, as a client is to see it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Delta delta : deltas) {
            if (delta instanceof Delta.Text(String content)) {
                text.append(content);
            }
        }
        return text.toString();
    }
}
