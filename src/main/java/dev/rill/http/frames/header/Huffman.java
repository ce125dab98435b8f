package dev.rill.http.frames.header;

import java.io.ByteArrayOutputStream;

/** The Huffman code of header strings (RFC 7541, section 5.2 and appendix B). Any thread. */
final class Huffman {
    /** Bits of each octet's code, and of the end of string; the code is canonical, so that they say all of it. */
    private static final int[] BITS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30};
    private static final int END_OF_STRING = 256;
    private static final int MOST_BITS = 30;
    private static final int MOST_PADDING_BITS = 7;

    /** By length: how many codes there are, the first of them, and where its symbols begin. */
    private static final int[] COUNT = new int[MOST_BITS + 1];
    private static final int[] FIRST_CODE = new int[MOST_BITS + 1];
    private static final int[] FIRST_SYMBOL = new int[MOST_BITS + 1];
    private static final int[] SYMBOLS = new int[BITS.length];

    static {
        int symbols = 0;
        int code = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            code <<= 1;
            FIRST_CODE[length] = code;
            FIRST_SYMBOL[length] = symbols;
            for (int symbol = 0; symbol < BITS.length; symbol++) {
                if (BITS[symbol] == length) {
                    SYMBOLS[symbols++] = symbol;
                    COUNT[length]++;
                    code++;
                }
            }
        }
    }

    private Huffman() {
    }

    /** @return the string's octets, or null where the code is broken */
    static byte[] decode(byte[] bytes, int from, int to) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream((to - from) * 8 / 5);
        int code = 0;
        int length = 0;
        boolean onlyOnes = true;
        for (int at = from; at < to; at++) {
            for (int bit = 7; bit >= 0; bit--) {
                int next = bytes[at] >> bit & 1;
                code = code << 1 | next;
                onlyOnes &= next == 1;
                length++;
                if (length > MOST_BITS) {
                    return null;
                }
                int offset = code - FIRST_CODE[length];
                if (offset < COUNT[length]) {
                    int symbol = SYMBOLS[FIRST_SYMBOL[length] + offset];
                    if (symbol == END_OF_STRING) {
                        return null;
                    }
                    decoded.write(symbol);
                    code = 0;
                    length = 0;
                    onlyOnes = true;
                }
            }
        }
        return length <= MOST_PADDING_BITS && onlyOnes ? decoded.toByteArray() : null;
    }
}
