package dev.rill.http;

import dev.rill.http.paths.Route;
import io.helidon.http.HttpException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * How long the body of a request may be: as usual, or as its route says. The server beneath has one bound for all, that
 * of the longest. Any thread.
 *
 * @param usual bytes
 */
record BodyLimit(long usual) {

    /** Whether the request says that its body is longer. */
    boolean exceeded(Optional<Route> route, ServerRequestHeaders headers) {
        return headers.contentLength().orElse(0) > most(route);
    }

    /** @param beyond called when it turns out to be longer */
    InputStream of(Optional<Route> route, InputStream body, Runnable beyond) {
        return new Bounded(body, most(route), beyond);
    }

    private long most(Optional<Route> route) {
        return route.map(known -> known.longestBody().orElse(usual)).orElse(usual);
    }

    /** What comes behind the bound is read, so that it is gone, and nobody gets it. */
    private static final class Bounded extends FilterInputStream {
        private final Runnable beyond;
        private long left;

        private Bounded(InputStream body, long most, Runnable beyond) {
            super(body);
            this.left = most;
            this.beyond = beyond;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                beyond.run();
                throw new HttpException("the body is longer than it may be", Status.REQUEST_ENTITY_TOO_LARGE_413);
            }
            return count;
        }
    }
}
