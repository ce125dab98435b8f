package dev.rill.bench.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes a chunked HTTP/1.1 response apart into the lines of its body, whatever the pieces it comes in. One thread. */
final class ChunkedLines {
    private enum State { HEAD, SIZE, DATA, DATA_END, LAST }

    /** Whoever takes the lines. */
    interface Lines {
        void line(byte[] bytes, int length);
    }

    private final Consumer<String> onHead;
    private final Lines onLine;
    private final Runnable onEnd;
    private State state = State.HEAD;
    private byte[] line = new byte[512];
    private int length;
    private int left;
    private String head = "";

    ChunkedLines(Consumer<String> onHead, Lines onLine, Runnable onEnd) {
        this.onHead = onHead;
        this.onLine = onLine;
        this.onEnd = onEnd;
    }

    /** Begins the next response. */
    void begin() {
        state = State.HEAD;
        length = 0;
        left = 0;
        head = "";
    }

    void take(byte[] bytes, int count) {
        int at = 0;
        while (at < count) {
            if (state == State.DATA) {
                int run = Math.min(left, count - at);
                data(bytes, at, at + run);
                at += run;
                left -= run;
                state = left == 0 ? State.DATA_END : State.DATA;
            } else {
                control(bytes[at++]);
            }
        }
    }

    private void data(byte[] bytes, int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                append(bytes, start, at);
                onLine.line(line, length);
                length = 0;
                start = at + 1;
            }
        }
        append(bytes, start, to);
    }

    private void append(byte[] bytes, int from, int to) {
        int needed = length + to - from;
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.max(needed, line.length * 2));
        }
        System.arraycopy(bytes, from, line, length, to - from);
        length = needed;
    }

    private void control(byte next) {
        switch (state) {
            case HEAD -> {
                append(new byte[] {next}, 0, 1);
                if (next == '\n' && length >= 4 && line[length - 4] == '\r' && line[length - 3] == '\n') {
                    head = new String(line, 0, length, StandardCharsets.ISO_8859_1);
                    length = 0;
                    state = State.SIZE;
                    onHead.accept(head);
                }
            }
            case SIZE -> {
                if (next == '\n') {
                    state = left == 0 ? State.LAST : State.DATA;
                } else if (next != '\r') {
                    left = left * 16 + Character.digit(next, 16);
                }
            }
            case DATA_END -> {
                if (next == '\n') {
                    state = State.SIZE;
                }
            }
            case LAST -> {
                if (next == '\n') {
                    onEnd.run();
                }
            }
            case DATA -> throw new IllegalStateException("data is no control byte");
        }
    }
}
