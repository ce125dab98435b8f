package dev.rill.copy;

import java.util.Arrays;

/** Runs of whole frames: each ends with an empty line and holds none. Stateless. */
final class Frames {

    private Frames() {
    }

    static int count(byte[] frames) {
        int count = 0;
        for (int at = 1; at < frames.length; at++) {
            if (frames[at] == '\n' && frames[at - 1] == '\n') {
                count++;
                at++;
            }
        }
        return count;
    }

    /** Without so many of the first. */
    static byte[] behind(byte[] frames, long skipped) {
        long left = skipped;
        int at = 0;
        while (left > 0) {
            if (frames[at] == '\n' && frames[at + 1] == '\n') {
                left--;
                at++;
            }
            at++;
        }
        return at == 0 ? frames : Arrays.copyOfRange(frames, at, frames.length);
    }
}
