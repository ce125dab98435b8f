package dev.rill.wire.agui;

import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.SourceList;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One run with one message: data-only frames, one JSON object each. What was opened is closed before the run ends, a
 * step of one name is open once at a time, and what has no value has no member: clients refuse {@code null}.
 */
final class AgUiEncoder implements EventEncoder {
    private static final byte[] RUN_STARTED = ascii("data: {\"type\":\"RUN_STARTED\",\"threadId\":\"");
    private static final byte[] RUN_ID = ascii("\",\"runId\":\"");
    private static final byte[] STEP_STARTED = ascii("data: {\"type\":\"STEP_STARTED\",\"stepName\":\"");
    private static final byte[] STEP_FINISHED = ascii("data: {\"type\":\"STEP_FINISHED\",\"stepName\":\"");
    private static final byte[] STEP = ascii("data: {\"type\":\"CUSTOM\",\"name\":\"step\",\"value\":{\"step\":\"");
    private static final byte[] TEXT_START = ascii("data: {\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"");
    private static final byte[] ROLE = ascii("\",\"role\":\"assistant\"}\n\n");
    private static final byte[] TEXT = ascii("data: {\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"");
    private static final byte[] DELTA = ascii("\",\"delta\":\"");
    private static final byte[] TEXT_END = ascii("data: {\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"");
    private static final byte[] RUN_FINISHED = ascii("data: {\"type\":\"RUN_FINISHED\",\"threadId\":\"");
    private static final byte[] RUN_ERROR = ascii("data: {\"type\":\"RUN_ERROR\",\"message\":\"");
    private static final byte[] STRING_END = ascii("\"}\n\n");
    /** A comment (WHATWG HTML, section 9.2.5): whatever is data is an event to the client. */
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");

    private final String runId;
    private final SourceList list;
    private final Set<String> steps = new LinkedHashSet<>();
    private String threadId = "";
    private String messageId = "";
    private boolean open;

    /**
     * @param runId as the client named the run
     * @param list  of sources, behind the text
     */
    AgUiEncoder(String runId, SourceList list) {
        this.runId = runId;
        this.list = list;
    }

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Token token -> text(token.content(), out);
            case StreamEvent.Start start -> start(start, out);
            case StreamEvent.Step step -> step(step, out);
            case StreamEvent.Terminal end -> {
                if (end instanceof StreamEvent.Complete complete) {
                    String listed = list.of(complete.sources());
                    if (!listed.isEmpty()) {
                        text(listed, out);
                    }
                }
                close(out);
                end(end, out);
            }
        }
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private void text(String delta, FrameBuffer out) {
        if (!open) {
            open = true;
            out.put(TEXT_START).putJsonChars(messageId).put(ROLE).endFrame();
        }
        out.put(TEXT).putJsonChars(messageId).put(DELTA).putJsonChars(delta).put(STRING_END).endFrame();
    }

    private void start(StreamEvent.Start start, FrameBuffer out) {
        threadId = start.threadId();
        messageId = start.messageId();
        out.put(RUN_STARTED).putJsonChars(threadId).put(RUN_ID).putJsonChars(runId);
        out.put(ascii("\",\"metadata\":{\"messageId\":\"")).putJsonChars(messageId).put(ascii("\"}}\n\n")).endFrame();
    }

    private void step(StreamEvent.Step step, FrameBuffer out) {
        if (step.status() == StreamEvent.StepStatus.STARTED && steps.add(step.step())) {
            out.put(STEP_STARTED).putJsonChars(step.step()).put(STRING_END).endFrame();
        }
        out.put(STEP).putJsonChars(step.step()).put(ascii("\",\"status\":\""))
                .put(ascii(step.status().name().toLowerCase(Locale.ROOT)))
                .put(ascii("\",\"message\":\"")).putJsonChars(step.message()).put(ascii("\""));
        step.duration().ifPresent(millis -> out.put(ascii(",\"durationMs\":")).putDecimal(millis));
        out.put(ascii("}}\n\n")).endFrame();
        if (step.status() == StreamEvent.StepStatus.COMPLETE && steps.remove(step.step())) {
            out.put(STEP_FINISHED).putJsonChars(step.step()).put(STRING_END).endFrame();
        }
    }

    private void close(FrameBuffer out) {
        if (open) {
            open = false;
            out.put(TEXT_END).putJsonChars(messageId).put(STRING_END).endFrame();
        }
        steps.forEach(name -> out.put(STEP_FINISHED).putJsonChars(name).put(STRING_END).endFrame());
        steps.clear();
    }

    private void end(StreamEvent.Terminal end, FrameBuffer out) {
        switch (end) {
            case StreamEvent.Complete complete -> {
                if (!complete.sources().isEmpty()) {
                    SourcesEvent.encode(complete.sources(), out);
                }
                finished(out).put(ascii("\",\"result\":{\"messageId\":\"")).putJsonChars(messageId);
                out.put(ascii("\",\"finishReason\":\"")).putJsonChars(complete.finishReason().word());
                out.put(ascii("\",\"saved\":")).put(ascii(Boolean.toString(complete.saved())));
                out.put(ascii("},\"outcome\":{\"type\":\"success\"}"));
                usage(complete.usage(), out);
                out.put(ascii("}\n\n")).endFrame();
            }
            case StreamEvent.Failed failed -> out.put(RUN_ERROR).putJsonChars(failed.error())
                    .put(ascii("\",\"code\":\"")).put(ascii(failed.code().name())).put(STRING_END).endFrame();
            case StreamEvent.Cancelled _ ->
                    finished(out).put(ascii("\",\"outcome\":{\"type\":\"cancelled\"}}\n\n")).endFrame();
        }
    }

    private FrameBuffer finished(FrameBuffer out) {
        return out.put(RUN_FINISHED).putJsonChars(threadId).put(RUN_ID).putJsonChars(runId);
    }

    private static void usage(Optional<Usage> usage, FrameBuffer out) {
        usage.ifPresent(tokens -> out.put(ascii(",\"usage\":[{\"inputTokens\":")).putDecimal(tokens.promptTokens())
                .put(ascii(",\"outputTokens\":")).putDecimal(tokens.completionTokens()).put(ascii("}]")));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
