package dev.rill.wire;

import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** How a client asks in a protocol, and what it makes of frames. */
public interface AskingDialect {

    /** Protocols to start beside the server's own. */
    List<Function<ProtocolContext, Protocol>> protocols();

    /** @param goOn whether the answer goes on when the client leaves */
    FrameStream ask(int port, String threadId, String message, boolean goOn) throws IOException;

    /** Whether a frame is a sign of life and nothing else. */
    boolean isKeepAlive(String frame);

    /** The id of the answer, by the first frame. */
    String messageId(String frame);

    /** The text of the frames so far. */
    String text(List<String> frames);

    /**
     * Checks a whole stream by the rules of the protocol.
     *
     * @return how it ended: {@code complete}, {@code error} or {@code cancelled}
     */
    String end(List<String> frames);
}
