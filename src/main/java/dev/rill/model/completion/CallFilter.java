package dev.rill.model.completion;

import dev.rill.model.ModelEvent;
import dev.rill.model.ModelEvent.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Tells tool calls that a model wrote as text, which its server should have told apart, from the answer. What may be a
 * call is held back until it is known; a call that is only quoted is none: a call is the last thing that a model
 * writes. Used by one thread.
 */
final class CallFilter {
    private static final int MOST_HELD_CHARS = 16 * 1024;
    private static final int NOWHERE = -1;

    private enum State {
        /** Nothing but blanks came. */
        BEGINNING,
        TEXT,
        /** A call may have begun. */
        CALLING
    }

    private final List<String> tools;
    private final Queue<ModelEvent> to;
    private State state;
    /** The deltas that are held back, and all of them. */
    private final List<String> held = new ArrayList<>(2);
    private final StringBuilder pending = new StringBuilder();
    /** Where in what is pending a call may begin. */
    private int callAt;

    /**
     * @param tools the names of the tools that the model knows of; without any all is text
     * @param to    where text goes
     */
    CallFilter(List<String> tools, Queue<ModelEvent> to) {
        this.tools = tools;
        this.to = to;
        state = tools.isEmpty() ? State.TEXT : State.BEGINNING;
    }

    /** Takes in a delta of what the model writes; not empty. */
    void add(String text) {
        switch (state) {
            case TEXT -> written(text);
            case BEGINNING -> begun(text);
            case CALLING -> {
                hold(text);
                judge();
            }
        }
    }

    /**
     * The content has ended.
     *
     * @param cutOff whether it did too early; a call that was cut off is neither a call nor text
     * @return the tool calls that it held
     */
    List<ToolCall> end(boolean cutOff) {
        switch (state) {
            case TEXT -> { }
            case BEGINNING -> release();
            case CALLING -> {
                List<ToolCall> calls = WrittenCalls.read(call(), tools).atEnd();
                if (calls.isEmpty()) {
                    release();
                } else {
                    releaseBefore();
                    return cutOff ? List.of() : calls;
                }
            }
        }
        return List.of();
    }

    private void begun(String text) {
        if (held.isEmpty() && Character.isLetterOrDigit(text.charAt(0))) {
            state = State.TEXT;
            written(text);
            return;
        }
        hold(text);
        String begun = pending.toString().stripLeading();
        if (!begun.isEmpty() && WrittenCalls.mayBeginWith(begun)) {
            callAt = pending.length() - begun.length();
            state = State.CALLING;
            judge();
        } else if (!begun.isEmpty() || pending.length() > MOST_HELD_CHARS) {
            release();
        }
    }

    private void written(String text) {
        int at = tools.isEmpty() ? NOWHERE : nextCall(text, 0);
        if (at == NOWHERE) {
            to.add(new ModelEvent.Text(text));
        } else {
            hold(text);
            callAt = at;
            state = State.CALLING;
        }
    }

    /** Where a call may begin. */
    private int nextCall(String text, int from) {
        for (int at = WrittenCalls.tagIn(text, from); at >= 0; at = WrittenCalls.tagIn(text, at + 1)) {
            if (WrittenCalls.read(text.substring(at), tools).possible()) {
                return at;
            }
        }
        return NOWHERE;
    }

    /** Whether what is held can still be a call. */
    private void judge() {
        if (pending.length() > MOST_HELD_CHARS) {
            release();
        } else if (!WrittenCalls.read(call(), tools).possible()) {
            int next = nextCall(pending.toString(), callAt + 1);
            if (next == NOWHERE) {
                release();
            } else {
                callAt = next;
            }
        }
    }

    private String call() {
        return pending.substring(callAt);
    }

    private void hold(String text) {
        held.add(text);
        pending.append(text);
    }

    /** What was held is the answer; where it has only begun, a call may follow in what was held. */
    private void release() {
        boolean beginning = state == State.BEGINNING;
        List<String> texts = List.copyOf(held);
        drop();
        state = State.TEXT;
        for (String text : texts) {
            if (beginning) {
                add(text);
            } else {
                to.add(new ModelEvent.Text(text));
            }
        }
    }

    /** What was held before the call is the answer. */
    private void releaseBefore() {
        if (callAt > 0) {
            to.add(new ModelEvent.Text(pending.substring(0, callAt)));
        }
        drop();
    }

    private void drop() {
        held.clear();
        pending.setLength(0);
    }
}
