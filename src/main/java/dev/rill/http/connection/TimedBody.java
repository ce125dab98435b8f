package dev.rill.http.connection;

import io.helidon.http.HttpException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Says when a request's body has been read to its end. The server reads on behind an answer, so that the connection can
 * be used again; over HTTP/2 it would leave what is beyond its limit unread, and with it a part of the connection's
 * flow-control window (RFC 9113, 5.2) for good. So the rest is read here, up to a bound at which the connection is
 * closed. Used by the request's thread.
 */
final class TimedBody extends FilterInputStream {
    private static final int MAX_READS_BEYOND_LIMIT = 8192;

    private final Runnable atEnd;
    private final BooleanSupplier answered;
    private final Runnable closeConnection;
    private final LongConsumer came;
    private int readsBeyondLimit;
    private long bytesRead;

    /** @param came is told how many bytes have come, each time that more have */
    TimedBody(InputStream body, Runnable atEnd, BooleanSupplier answered, Runnable closeConnection,
              LongConsumer came) {
        super(body);
        this.came = came;
        this.atEnd = atEnd;
        this.answered = answered;
        this.closeConnection = closeConnection;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(bytes, offset, length);
        } catch (HttpException beyondLimit) {
            if (!answered.getAsBoolean()) {
                throw beyondLimit;
            }
            if (++readsBeyondLimit > MAX_READS_BEYOND_LIMIT) {
                closeConnection.run();
                throw beyondLimit;
            }
            return length;
        }
        if (count < 0) {
            atEnd.run();
        } else {
            bytesRead += count;
            came.accept(bytesRead);
        }
        return count;
    }
}
