package dev.rill.http.frames.stream;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongUnaryOperator;

/**
 * The body of a stream's request; nobody waits for more of it when the stream has ended. Used by the request's thread.
 */
public final class StreamBody extends FilterInputStream {
    private final int stream;
    private final ClientStreams streams;
    private final BodyReaders readers;
    private final LongUnaryOperator allowed;
    private long bytesRead;

    /** @param allowed how many nanoseconds longer the request may take when so many bytes have come */
    public StreamBody(InputStream body, int stream, ClientStreams streams, BodyReaders readers,
                      LongUnaryOperator allowed) {
        super(body);
        this.allowed = allowed;
        this.stream = stream;
        this.streams = streams;
        this.readers = readers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = -1;
        boolean ended = false;
        readers.enter(stream);
        try {
            if (!resetByServer()) {
                count = super.read(bytes, offset, length);
            }
        } catch (RequestException e) {
            if (streams.isOpen(stream)) {
                throw e;
            }
            ended = true; // by the client
        } finally {
            ended |= readers.leave(stream);
        }
        if (ended || count < 0 && resetByServer()) {
            throw new CloseConnectionException("the stream ended before its request did");
        }
        bytesRead += Math.max(0, count);
        streams.allow(stream, allowed.applyAsLong(bytesRead));
        return count;
    }

    private boolean resetByServer() {
        return streams.state(stream) == ClientStreams.State.ENDED_UNKNOWN_TO_CLIENT;
    }
}
