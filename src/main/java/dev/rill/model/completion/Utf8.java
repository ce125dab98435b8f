package dev.rill.model.completion;

import java.io.ByteArrayOutputStream;

/**
 * Well-formed UTF-8 as the Unicode Standard, table 3-7, has it, and U+FFFD for each maximal subpart that is not, as the
 * WHATWG decoder puts it. {@code String}'s own decoder takes half a surrogate pair for one such part and not for three.
 */
final class Utf8 {
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private Utf8() {
    }

    static boolean wellFormed(byte[] bytes, int from, int to) {
        int at = ByteScan.nonAscii(bytes, from, to);
        while (at < to) {
            int length = bytes[at] >= 0 ? 1 : sequence(bytes, at, to);
            if (length < 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    static byte[] repaired(byte[] bytes, int from, int to) {
        ByteArrayOutputStream repaired = new ByteArrayOutputStream(to - from + 16);
        int at = from;
        while (at < to) {
            int length = bytes[at] >= 0 ? 1 : sequence(bytes, at, to);
            if (length > 0) {
                repaired.write(bytes, at, length);
                at += length;
            } else {
                repaired.writeBytes(REPLACEMENT);
                at -= length;
            }
        }
        return repaired.toByteArray();
    }

    /**
     * The length of the sequence at a byte that is not ASCII; negative, that of a part that belongs to no character.
     */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0) {
            return -1;
        }
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        for (int i = 1; i < length; i++) {
            int next = at + i < to ? bytes[at + i] & 0xff : 0;
            if (next < low || next > high) {
                return -i;
            }
            low = 0x80;
            high = 0xbf;
        }
        return length;
    }
}
