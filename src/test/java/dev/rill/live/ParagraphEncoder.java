package dev.rill.live;

import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import java.nio.charset.StandardCharsets;

/** One with state: nothing for a start or a step, and brackets around what tokens there are. */
final class ParagraphEncoder implements EventEncoder {
    /** A token that it fails at. */
    static final String UNSPEAKABLE = "unspeakable";

    private boolean open;

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Start _, StreamEvent.Step _ -> { }
            case StreamEvent.Token token -> {
                if (token.content().equals(UNSPEAKABLE)) {
                    throw new IllegalStateException(UNSPEAKABLE);
                }
                if (!open) {
                    open = true;
                    frame("(", out);
                }
                frame(token.content(), out);
            }
            case StreamEvent.Terminal _ -> {
                if (open) {
                    frame(")", out);
                }
                frame("end", out);
            }
        }
    }

    @Override
    public byte[] keepAlive() {
        return new byte[0];
    }

    private static void frame(String text, FrameBuffer out) {
        out.put((text + "\n\n").getBytes(StandardCharsets.UTF_8)).endFrame();
    }
}
