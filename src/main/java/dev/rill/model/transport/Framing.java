package dev.rill.model.transport;

import java.net.ProtocolException;

/** Finds the body among the bytes of a connection (RFC 9112, 6 and 7). One a response, one thread. */
sealed interface Framing {

    /**
     * Moves what belongs to the body to the front.
     *
     * @return how many of the {@code length} bytes at {@code from} belong to the body
     */
    int decode(byte[] bytes, int from, int length) throws ProtocolException;

    /** Whether the body ended as it should. */
    boolean ended();

    /** Whether bytes came after the end of the body, so that the connection cannot be used again. */
    boolean overrun();

    /** Whether the end of the connection is the end of the body. */
    default boolean endsAtClose() {
        return false;
    }

    final class UntilClose implements Framing {
        @Override
        public int decode(byte[] bytes, int from, int length) {
            return length;
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public boolean overrun() {
            return false;
        }

        @Override
        public boolean endsAtClose() {
            return true;
        }
    }

    final class Length implements Framing {
        private long left;
        private boolean overrun;

        Length(long length) {
            this.left = length;
        }

        @Override
        public int decode(byte[] bytes, int from, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            overrun |= count < length;
            return count;
        }

        @Override
        public boolean ended() {
            return left == 0;
        }

        @Override
        public boolean overrun() {
            return overrun;
        }
    }

    /** Chunks; extensions and trailers are skipped, up to 8 KiB together between two pieces of data. */
    final class Chunked implements Framing {
        private static final int MOST_OVERHEAD = 8 * 1024;

        private enum State { SIZE, EXTENSION, DATA, DATA_END, TRAILER_START, TRAILER, ENDED }

        private State state = State.SIZE;
        private long size;
        private boolean digits;
        private int overhead;
        private boolean overrun;

        @Override
        public int decode(byte[] bytes, int from, int length) throws ProtocolException {
            int at = from;
            int end = from + length;
            int to = from;
            while (at < end) {
                if (state == State.DATA) {
                    int count = (int) Math.min(size, end - at);
                    if (to != at) {
                        System.arraycopy(bytes, at, bytes, to, count);
                    }
                    at += count;
                    to += count;
                    size -= count;
                    if (size == 0) {
                        state = State.DATA_END;
                    }
                } else if (state == State.ENDED) {
                    overrun = true;
                    break;
                } else {
                    control(bytes[at++]);
                }
            }
            return to - from;
        }

        private void control(byte next) throws ProtocolException {
            if (++overhead > MOST_OVERHEAD) {
                throw new ProtocolException("more than 8 KiB between two chunks");
            }
            switch (state) {
                case SIZE -> size(next);
                case EXTENSION -> {
                    if (next == '\n') {
                        sizeEnded();
                    }
                }
                case DATA_END -> dataEnd(next);
                case TRAILER_START -> {
                    if (next == '\n') {
                        state = State.ENDED;
                    } else if (next != '\r') {
                        state = State.TRAILER;
                    }
                }
                case TRAILER -> {
                    if (next == '\n') {
                        state = State.TRAILER_START;
                    }
                }
                case DATA, ENDED -> throw new IllegalStateException("no control byte in " + state);
            }
        }

        private void size(byte next) throws ProtocolException {
            int digit = Character.digit(next, 16);
            if (digit >= 0) {
                if (size > Long.MAX_VALUE >> 5) {
                    throw new ProtocolException("a chunk's size out of range");
                }
                size = size << 4 | digit;
                digits = true;
            } else if (!digits) {
                throw new ProtocolException("a chunk without a size");
            } else if (next == '\n') {
                sizeEnded();
            } else if (next == '\r' || next == ';' || next == ' ' || next == '\t') {
                state = State.EXTENSION;
            } else {
                throw new ProtocolException("a chunk's size that is no number");
            }
        }

        private void sizeEnded() {
            digits = false;
            if (size == 0) {
                state = State.TRAILER_START;
            } else {
                state = State.DATA;
                overhead = 0;
            }
        }

        private void dataEnd(byte next) throws ProtocolException {
            if (next == '\n') {
                state = State.SIZE;
            } else if (next != '\r') {
                throw new ProtocolException("a chunk longer than its size");
            }
        }

        @Override
        public boolean ended() {
            return state == State.ENDED;
        }

        @Override
        public boolean overrun() {
            return overrun;
        }
    }
}
