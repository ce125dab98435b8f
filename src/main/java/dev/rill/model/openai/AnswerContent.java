package dev.rill.model.openai;

import dev.rill.model.ModelEvent;
import dev.rill.model.ModelEvent.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Tells the answer from what else models write into the content: what they think, in tags before the answer, and tool
 * calls as text, which a server should have told apart. What may be either is held back until it is known; an answer
 * that begins as answers do is not, nor is a call that is only quoted: a call is the last thing that a model writes.
 * Used by one thread.
 */
final class AnswerContent {
    private static final int MOST_HELD_CHARS = 16 * 1024;
    private static final int NOWHERE = -1;

    private enum State {
        /** Nothing but blanks came, or a thought has ended. */
        BEGINNING,
        THINKING,
        TEXT,
        /** A tool call may have begun. */
        CALLING
    }

    private final Optional<String> tool;
    private final Queue<ModelEvent> to;
    private State state = State.BEGINNING;
    /** The deltas that are held back, and all of them. */
    private final List<String> held = new ArrayList<>(4);
    private final StringBuilder pending = new StringBuilder();
    private ThinkingTag tag;
    /** Where in what is pending a call may begin. */
    private int callAt;
    private boolean afterThought;

    /**
     * @param tool the name of the tool that the model knows of
     * @param to   where events go
     */
    AnswerContent(Optional<String> tool, Queue<ModelEvent> to) {
        this.tool = tool;
        this.to = to;
    }

    /** Takes in a delta of the content. */
    void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        switch (state) {
            case TEXT -> written(text);
            case BEGINNING -> begun(text);
            case THINKING -> thinking(text);
            case CALLING -> {
                hold(text);
                judge();
            }
        }
    }

    /** Takes in a delta that the server itself says is a thought. */
    void thought(String text) {
        if (!text.isEmpty()) {
            to.add(new ModelEvent.Thinking(text));
        }
    }

    /** Takes in a delta of the content that the server marks as a thought; it may have tags as well. */
    void marked(String text) {
        boolean tagged = state == State.BEGINNING && (pending + text).stripLeading().startsWith("<");
        if (tagged || state == State.THINKING) {
            add(text);
        } else {
            thought(text);
        }
    }

    /**
     * The content has ended.
     *
     * @param cutOff whether it did too early
     * @return the tool calls that it held
     */
    List<ToolCall> end(boolean cutOff) {
        switch (state) {
            case TEXT -> { }
            case BEGINNING -> release();
            case THINKING -> thought(pending.toString());
            case CALLING -> {
                List<ToolCall> calls = WrittenCalls.read(call(), tool.orElseThrow()).atEnd();
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
        if (held.isEmpty() && !afterThought && isOrdinary(text.charAt(0))) {
            state = State.TEXT;
            written(text);
            return;
        }
        hold(text);
        String begun = pending.toString().stripLeading();
        if (begun.isEmpty()) {
            if (pending.length() > MOST_HELD_CHARS) {
                release();
            }
            return;
        }
        Optional<ThinkingTag> found = ThinkingTag.at(begun);
        if (found.isPresent()) {
            tag = found.get();
            state = State.THINKING;
            drop();
            thinking(begun.substring(tag.open().length()));
        } else if (!ThinkingTag.mayBeginWith(begun)) {
            begunByText(begun);
        }
    }

    private static boolean isOrdinary(char first) {
        return Character.isLetterOrDigit(first) || first == '#' || first == '*' || first == '-' || first == '|';
    }

    private void begunByText(String begun) {
        if (tool.isPresent() && WrittenCalls.mayBeginWith(begun)) {
            callAt = pending.length() - begun.length();
            state = State.CALLING;
            judge();
        } else {
            release();
        }
    }

    private void thinking(String text) {
        pending.append(text);
        int end = pending.indexOf(tag.close());
        if (end < 0) {
            int whole = pending.length() - tag.openEnd(pending);
            thought(pending.substring(0, whole));
            pending.delete(0, whole);
            return;
        }
        thought(pending.substring(0, end));
        String rest = pending.substring(end + tag.close().length());
        drop();
        state = State.BEGINNING;
        afterThought = true;
        add(rest);
    }

    private void written(String text) {
        int at = tool.isPresent() ? nextCall(text, 0) : NOWHERE;
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
            if (WrittenCalls.read(text.substring(at), tool.orElseThrow()).possible()) {
                return at;
            }
        }
        return NOWHERE;
    }

    /** Whether what is held can still be a call. */
    private void judge() {
        if (pending.length() > MOST_HELD_CHARS) {
            release();
        } else if (!WrittenCalls.read(call(), tool.orElseThrow()).possible()) {
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

    private void drop() {
        held.clear();
        pending.setLength(0);
    }

    /** What was held is the answer; that has blanks before it where the model thought. */
    private void release() {
        boolean beginning = state == State.BEGINNING;
        List<String> texts = List.copyOf(held);
        drop();
        state = State.TEXT;
        for (String text : texts) {
            String shown = afterThought ? text.stripLeading() : text;
            afterThought &= shown.isEmpty();
            if (shown.isEmpty()) {
                continue;
            }
            if (beginning) {
                add(shown);
            } else {
                to.add(new ModelEvent.Text(shown));
            }
        }
    }

    /** What was held before the call is the answer. */
    private void releaseBefore() {
        String before = pending.substring(0, callAt);
        if (!(afterThought || before.isEmpty())) {
            to.add(new ModelEvent.Text(before));
        }
        drop();
    }
}
