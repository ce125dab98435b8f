package dev.rill.wire;

import dev.rill.server.FrameStream;
import java.io.IOException;

/** How a client speaks a protocol in which it can look at a stream again. */
interface Dialect extends AskingDialect {

    /** @param has how many frames the client has */
    FrameStream look(int port, String messageId, int has) throws IOException;
}
