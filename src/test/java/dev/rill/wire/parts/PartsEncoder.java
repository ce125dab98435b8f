package dev.rill.wire.parts;

import dev.rill.http.response.Json;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * A protocol with state: data-only frames, texts that are opened before their first delta and closed before anything
 * else, nothing for what a step reports, and up to three frames and more at the end.
 */
final class PartsEncoder implements EventEncoder {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEEP_ALIVE = "data: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private int texts;
    private boolean open;

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Start start -> frame(part("start").put("messageId", start.messageId()), out);
            case StreamEvent.Step step -> step(step, out);
            case StreamEvent.Token token -> {
                if (!open) {
                    open = true;
                    frame(part("text-start").put("id", ++texts), out);
                }
                frame(part("text-delta").put("id", texts).put("delta", token.content()), out);
            }
            case StreamEvent.Terminal end -> {
                closeText(out);
                end(end, out);
                frame(DONE, out);
            }
        }
    }

    private void step(StreamEvent.Step step, FrameBuffer out) {
        switch (step.status()) {
            case STARTED -> {
                closeText(out);
                frame(part("start-step").put("step", step.step()), out);
            }
            case PROCESSING -> { }
            case COMPLETE -> {
                closeText(out);
                frame(part("finish-step").put("step", step.step()), out);
            }
        }
    }

    private void closeText(FrameBuffer out) {
        if (open) {
            open = false;
            frame(part("text-end").put("id", texts), out);
        }
    }

    private static void end(StreamEvent.Terminal end, FrameBuffer out) {
        switch (end) {
            case StreamEvent.Complete complete -> {
                complete.sources().forEach(source -> frame(part("source").put("path", source.path()), out));
                frame(part("finish").put("reason", complete.finishReason().word()), out);
            }
            case StreamEvent.Failed failed -> frame(part("error").put("errorText", failed.error()), out);
            case StreamEvent.Cancelled _ -> frame(part("abort"), out);
        }
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private static ObjectNode part(String type) {
        return Json.object().put("type", type);
    }

    private static void frame(ObjectNode part, FrameBuffer out) {
        frame(Json.bytes(part), out);
    }

    private static void frame(byte[] data, FrameBuffer out) {
        out.put(DATA).put(data).put(END).endFrame();
    }
}
