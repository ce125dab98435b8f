package dev.rill.http.frames.flood;

import dev.rill.http.frames.format.Frame;
import java.util.function.LongSupplier;

/**
 * How many frames a client may send that ask for nothing, and how many requests that come to nothing. A client that is
 * sent answers has more of the first: it gives windows back. One thread.
 */
public final class FrameFloods {
    private static final int CONTROL_BURST = 1000;
    private static final int CONTROL_PER_SECOND = 200;
    /** Some clients give back the window of the stream and that of the connection for each frame. */
    private static final int CONTROL_PER_ANSWER_FRAME = 4;
    /** A frame that is answered with a frame is written at once. */
    private static final int ANSWERED = 5;
    /** Also of requests that are open when the client leaves. */
    public static final int FAULT_BURST = 50;
    private static final int FAULTS_PER_SECOND = 5;
    /** To decode a header block to its end takes as long as some requests. */
    private static final int TOO_LARGE = 5;
    private static final int BYTES_AT_ONE = 256;
    private static final int SMALL_DATA_BYTES = 16;

    private final FrameBudget control;
    private final FrameBudget faults;

    /** @param answerFrames what was sent so far; {@code answers} those of them that ended an answer */
    public FrameFloods(LongSupplier nanoTime, LongSupplier answerFrames, LongSupplier answers) {
        control = new FrameBudget(CONTROL_BURST, CONTROL_PER_SECOND, nanoTime,
                () -> CONTROL_PER_ANSWER_FRAME * answerFrames.getAsLong());
        faults = new FrameBudget(FAULT_BURST, FAULTS_PER_SECOND, nanoTime, answers);
    }

    /** @return whether there was room for one more */
    public boolean control(int cost) {
        return control.spend(cost);
    }

    /** One that costs as much as it is long. */
    public boolean control(Frame frame) {
        return control.spend(1 + frame.length() / BYTES_AT_ONE);
    }

    /** One that has to be answered. */
    public boolean question(Frame frame) {
        return control.spend(ANSWERED + frame.length() / BYTES_AT_ONE);
    }

    /** A body in crumbs. */
    public boolean data(Frame frame) {
        return frame.length() >= SMALL_DATA_BYTES || frame.has(Frame.END_STREAM) || control.spend(1);
    }

    /** A header block that decodes to more than the bound. */
    public boolean tooLarge() {
        return faults.spend(TOO_LARGE);
    }

    /** A request that is malformed, or taken back before there was an answer. */
    public boolean fault() {
        return faults.spend(1);
    }
}
