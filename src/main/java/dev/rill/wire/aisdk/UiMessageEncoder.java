package dev.rill.wire.aisdk;

import dev.rill.stream.EventEncoder;
import dev.rill.stream.FinishReason;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.OriginMember;
import dev.rill.wire.PlaceMember;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One message of the assistant in one step: data-only frames, one JSON object each, {@code [DONE]} the last. The text
 * is one part, opened before its first delta. Only types that every version of the client knows, since it refuses the
 * others.
 */
final class UiMessageEncoder implements EventEncoder {
    private static final byte[] START = ascii("data: {\"type\":\"start\",\"messageId\":\"");
    private static final byte[] START_STEP = ascii("data: {\"type\":\"start-step\"}\n\n");
    private static final byte[] DATA_STEP = ascii("data: {\"type\":\"data-step\",\"data\":{\"step\":\"");
    private static final byte[] DATA_STEP_END = ascii("},\"transient\":true}\n\n");
    private static final byte[] TEXT_START = ascii("data: {\"type\":\"text-start\",\"id\":\"text\"}\n\n");
    private static final byte[] DELTA = ascii("data: {\"type\":\"text-delta\",\"id\":\"text\",\"delta\":\"");
    private static final byte[] TEXT_END = ascii("data: {\"type\":\"text-end\",\"id\":\"text\"}\n\n");
    private static final byte[] SOURCE = ascii("data: {\"type\":\"source-document\",\"sourceId\":\"");
    private static final byte[] FINISH_STEP = ascii("data: {\"type\":\"finish-step\"}\n\n");
    private static final byte[] FINISH = ascii("data: {\"type\":\"finish\",\"finishReason\":\"");
    private static final byte[] ERROR = ascii("data: {\"type\":\"error\",\"errorText\":\"");
    /** Clients pass over {@code abort}: a message that was stopped elsewhere would look whole to them. */
    private static final byte[] STOPPED =
            ascii("data: {\"type\":\"message-metadata\",\"messageMetadata\":{\"stopped\":true}}\n\n");
    private static final byte[] ABORT = ascii("data: {\"type\":\"abort\"}\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] STRING_END = ascii("\"}\n\n");
    /** A comment (WHATWG HTML, section 9.2.5): whatever is data is a part to the client. */
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");

    private boolean open;

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Token token -> {
                if (!open) {
                    open = true;
                    out.put(TEXT_START).endFrame();
                }
                out.put(DELTA).putJsonChars(token.content()).put(STRING_END).endFrame();
            }
            case StreamEvent.Start start -> {
                out.put(START).putJsonChars(start.messageId()).put(STRING_END).endFrame();
                out.put(START_STEP).endFrame();
            }
            case StreamEvent.Step step -> step(step, out);
            case StreamEvent.Terminal end -> end(end, out);
        }
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private static void step(StreamEvent.Step step, FrameBuffer out) {
        out.put(DATA_STEP).putJsonChars(step.step()).put(ascii("\",\"status\":\""))
                .put(ascii(step.status().name().toLowerCase(Locale.ROOT)))
                .put(ascii("\",\"message\":\"")).putJsonChars(step.message()).put(ascii("\""));
        step.duration().ifPresent(millis -> out.put(ascii(",\"durationMs\":")).putDecimal(millis));
        out.put(DATA_STEP_END).endFrame();
    }

    private void end(StreamEvent.Terminal end, FrameBuffer out) {
        if (open) {
            open = false;
            out.put(TEXT_END).endFrame();
        }
        if (end instanceof StreamEvent.Complete complete) {
            complete.sources().forEach(source -> source(source, out));
        }
        out.put(FINISH_STEP).endFrame();
        switch (end) {
            case StreamEvent.Complete complete -> finish(complete, out);
            case StreamEvent.Failed failed ->
                    out.put(ERROR).putJsonChars(failed.error()).put(STRING_END).endFrame();
            case StreamEvent.Cancelled _ -> out.put(STOPPED).endFrame().put(ABORT).endFrame();
        }
        out.put(DONE).endFrame();
    }

    /** The answer cites it by its id, in brackets. What has no member of its own is the provider's. */
    private static void source(Source source, FrameBuffer out) {
        out.put(SOURCE).putDecimal(source.id());
        out.put(ascii("\",\"mediaType\":\"")).put(ascii(MediaTypes.of(source.path())));
        out.put(ascii("\",\"title\":\""))
                .putJsonChars(source.title().isEmpty() ? source.path() : source.titleWithPlace());
        out.put(ascii("\",\"filename\":\"")).putJsonChars(source.path());
        out.put(ascii("\",\"providerMetadata\":{\"rill\":{\"fromLine\":")).putDecimal(source.fromLine());
        out.put(ascii(",\"toLine\":")).putDecimal(source.toLine());
        PlaceMember.put(source.place(), out);
        OriginMember.put(source.origin(), out);
        if (!source.section().isEmpty()) {
            out.put(ascii(",\"section\":\"")).putJsonChars(source.section()).put(ascii("\""));
        }
        out.put(ascii(",\"score\":")).put(ascii(Double.toString(source.score())));
        out.put(ascii(",\"snippet\":\"")).putJsonChars(source.snippet());
        if (!source.hash().isEmpty()) {
            out.put(ascii("\",\"hash\":\"")).putJsonChars(source.hash());
        }
        out.put(ascii("\"}}}\n\n")).endFrame();
    }

    private static void finish(StreamEvent.Complete complete, FrameBuffer out) {
        out.put(FINISH).put(ascii(reason(complete.finishReason())));
        out.put(ascii("\",\"messageMetadata\":{\"saved\":")).put(ascii(Boolean.toString(complete.saved())));
        usage(complete.usage(), out);
        out.put(ascii("}}\n\n")).endFrame();
    }

    private static void usage(Optional<Usage> usage, FrameBuffer out) {
        usage.ifPresent(tokens -> out.put(ascii(",\"usage\":{\"promptTokens\":")).putDecimal(tokens.promptTokens())
                .put(ascii(",\"completionTokens\":")).putDecimal(tokens.completionTokens())
                .put(ascii(",\"totalTokens\":")).putDecimal(tokens.totalTokens()).put(ascii("}")));
    }

    /** The client refuses words that are not its own. */
    private static String reason(FinishReason reason) {
        return switch (reason.word()) {
            case "stop", "length" -> reason.word();
            case "content_filter", "refusal" -> "content-filter";
            default -> "other";
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
