package dev.rill.http.connection;

import java.util.function.IntConsumer;

/** Finds RST_STREAM frames in what an HTTP/2 client sends (RFC 9113, sections 3.4, 4.1 and 6.4). One thread. */
final class ResetFrames {
    private static final int PREFACE_BYTES = 24;
    private static final int HEADER_BYTES = 9;
    private static final int RST_STREAM = 3;

    private final byte[] header = new byte[HEADER_BYTES];
    private int skip = PREFACE_BYTES;
    private int filled;

    /** @param onReset told the stream's id */
    void feed(byte[] bytes, IntConsumer onReset) {
        int at = 0;
        while (at < bytes.length) {
            if (skip > 0) {
                int step = Math.min(skip, bytes.length - at);
                skip -= step;
                at += step;
                continue;
            }
            header[filled++] = bytes[at++];
            if (filled == HEADER_BYTES) {
                filled = 0;
                skip = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
                if (header[3] == RST_STREAM) {
                    onReset.accept((header[5] & 0x7f) << 24 | (header[6] & 0xff) << 16 | (header[7] & 0xff) << 8
                            | header[8] & 0xff);
                }
            }
        }
    }
}
