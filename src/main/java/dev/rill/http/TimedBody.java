package dev.rill.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Says when a request's body has been read to its end. Used by the request's thread. */
final class TimedBody extends FilterInputStream {
    private final Runnable atEnd;

    TimedBody(InputStream body, Runnable atEnd) {
        super(body);
        this.atEnd = atEnd;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b < 0) {
            atEnd.run();
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count < 0) {
            atEnd.run();
        }
        return count;
    }
}
