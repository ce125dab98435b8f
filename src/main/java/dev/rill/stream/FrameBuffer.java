package dev.rill.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing run of frames, as bytes that they are encoded into, and reused from flush to flush. One thread.
 */
public final class FrameBuffer {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int KEPT_BYTES = 16 * 1024;
    private static final byte[] NOTHING = {};

    private byte[] bytes;
    private int length;
    private int frames;
    private int frameStart;
    private long skipped;

    public FrameBuffer(int initialBytes) {
        this(initialBytes, 0);
    }

    /** @param skipped how many frames are left out, for a client that has them */
    public FrameBuffer(int initialBytes, long skipped) {
        this.bytes = new byte[initialBytes];
        this.skipped = skipped;
    }

    /** Ends the frame that was appended since the last call. */
    public FrameBuffer endFrame() {
        if (skipped > 0) {
            skipped--;
            length = frameStart;
        } else {
            frames++;
            frameStart = length;
        }
        return this;
    }

    /** From now on nothing is left out. */
    public void skipNoMore() {
        skipped = 0;
    }

    /** Whole frames that it holds. */
    public int frames() {
        return frames;
    }

    public int length() {
        return length;
    }

    public byte[] array() {
        return bytes;
    }

    /** The content so far. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets the content, and an array that one large frame made. */
    public void clear() {
        length = 0;
        frames = 0;
        frameStart = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[KEPT_BYTES];
        }
    }

    /** Forgets all; it is not used again. */
    public void release() {
        clear();
        bytes = NOTHING;
    }

    public FrameBuffer put(byte[] source) {
        room(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }

    public FrameBuffer putDecimal(long value) {
        if (value < 0) {
            room(1);
            bytes[length++] = '-';
            return value == Long.MIN_VALUE
                    ? put("9223372036854775808".getBytes(StandardCharsets.US_ASCII)) : putDecimal(-value);
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        room(digits);
        int at = length + digits;
        long rest = value;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        length += digits;
        return this;
    }

    /**
     * Appends the inside of a JSON string (RFC 8259, section 7) in UTF-8. A lone surrogate becomes U+FFFD.
     */
    public FrameBuffer putJsonChars(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                if (length == bytes.length) {
                    room(count - i);
                }
                bytes[length++] = (byte) c;
            } else if (c >= 0x80) {
                i = putUtf8(text, i, c);
            } else {
                putEscaped(c);
            }
        }
        return this;
    }

    private int putUtf8(String text, int at, char c) {
        room(4);
        if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | c >> 6);
            bytes[length++] = (byte) (0x80 | c & 0x3F);
            return at;
        }
        if (Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
            int point = Character.toCodePoint(c, text.charAt(at + 1));
            bytes[length++] = (byte) (0xF0 | point >> 18);
            bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
            bytes[length++] = (byte) (0x80 | point & 0x3F);
            return at + 1;
        }
        int point = Character.isSurrogate(c) ? 0xFFFD : c;
        bytes[length++] = (byte) (0xE0 | point >> 12);
        bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
        bytes[length++] = (byte) (0x80 | point & 0x3F);
        return at;
    }

    private void putEscaped(char c) {
        room(6);
        bytes[length++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[length++] = (byte) c;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[c >> 4];
                bytes[length++] = HEX[c & 15];
            }
        }
    }

    private void room(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
