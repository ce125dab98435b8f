package dev.rill.evaluation;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A line on a terminal that shows how far something is; nothing where there is no terminal. Used by one thread. */
public final class Progress {
    private static final int WIDTH = 24;
    private static final long EVERY_NANOS = 50_000_000;
    private static final String FRESH_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final String full;
    private final String empty;
    private long start = System.nanoTime();
    private long shownAt = Long.MIN_VALUE;
    private boolean shown;

    /** @param terminal whether {@code out} is one that moves its cursor */
    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        boolean unicode = Charset.forName(out.charset().name()).equals(StandardCharsets.UTF_8);
        this.full = unicode ? "█" : "#";
        this.empty = unicode ? "░" : ".";
    }

    /** Something begins of which one cannot say how far it is. */
    public void show(String what) {
        line(what, true);
    }

    /** Something of many begins. */
    void begin() {
        start = System.nanoTime();
    }

    /**
     * So many are done.
     *
     * @param note what is known so far
     */
    void show(String what, int done, int all, String note) {
        int bar = all == 0 ? WIDTH : (int) ((long) WIDTH * done / all);
        String left = done == 0 || done == all ? "" : ", " + left(done, all) + " left";
        line(what + " " + full.repeat(bar) + empty.repeat(WIDTH - bar) + " " + done + "/" + all + left
                + (note.isEmpty() ? "" : "  " + note), done == all);
    }

    /** Takes the line away, so that what comes now begins where it stood. */
    public void clear() {
        if (terminal && shown) {
            out.print(FRESH_LINE);
            out.flush();
            shown = false;
        }
    }

    private void line(String text, boolean now) {
        long time = System.nanoTime();
        if (!terminal || !now && shown && time - shownAt < EVERY_NANOS) {
            return;
        }
        shownAt = time;
        shown = true;
        out.print(FRESH_LINE + text);
        out.flush();
    }

    private String left(int done, int all) {
        Duration left = Duration.ofNanos((System.nanoTime() - start) / done * (all - done));
        return left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s";
    }
}
