package dev.rill.cost;

import dev.rill.live.EventOutput;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import java.nio.charset.StandardCharsets;

/**
 * A client that decides when the model's tokens arrive, so that writes can be counted: each when the one before it has
 * been written, or all that are left before the first write returns. Counts writes with tokens, and the tokens.
 */
final class Arriving implements EventOutput {
    private static final String OWN = "t: token";

    private final byte[] mark;
    private final Gate gate = new Gate();
    private final int expected;
    private final boolean oneByOne;
    private int tokens;
    private int writes;

    private Arriving(int expected, boolean oneByOne, String mark) {
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
        this.expected = expected;
        this.oneByOne = oneByOne;
        gate.release(1);
    }

    /** A token comes once the client has the one before. */
    static Arriving oneByOne(int tokens) {
        return new Arriving(tokens, true, OWN);
    }

    /** All tokens have come before the second one is read. */
    static Arriving atOnce(int tokens) {
        return new Arriving(tokens, false, OWN);
    }

    /** The same of a token that is told by other letters than those of Rill's own event. */
    Arriving toldBy(String letters) {
        return new Arriving(expected, oneByOne, letters);
    }

    /** The answer whose tokens arrive so. */
    Answer script() {
        return Relay.chunks(expected).withGate(gate);
    }

    int writes() {
        return writes;
    }

    int tokens() {
        return tokens;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int more = count(mark, bytes, offset, offset + length);
        if (more == 0) {
            return;
        }
        writes++;
        boolean first = tokens == 0;
        tokens += more;
        if (oneByOne || tokens == expected) {
            gate.release(more);
        } else if (first) {
            gate.release(expected - more);
            awaitAll();
        }
    }

    @Override
    public void begin() {
        throw new AssertionError("the client that asked is written to at once");
    }

    @Override
    public void abort() {
        throw new AssertionError("the client is not stalled");
    }

    /** The model has come to what follows the last token, so it has sent them all. */
    private void awaitAll() {
        try {
            gate.awaitArrivals(expected + 1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int count(byte[] mark, byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = from; at <= to - mark.length; at++) {
            int matched = 0;
            while (matched < mark.length && bytes[at + matched] == mark[matched]) {
                matched++;
            }
            count += matched == mark.length ? 1 : 0;
        }
        return count;
    }
}
