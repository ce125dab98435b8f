package dev.rill.model.completion;

import dev.rill.model.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Tells what a model thinks, in tags before it writes, from what it writes. What may be a tag is held back until it is
 * known; an answer that begins as answers do is not. Where a chat template opens the tag in the prompt, the content
 * begins with a thought and only the end of it is seen: whoever saw that says so for the next answer. Used by one
 * thread.
 */
final class ThoughtFilter {
    private static final ThinkingTag OPENED = new ThinkingTag("<think>", "</think>");

    private enum State {
        /** Nothing but blanks came, or a thought has ended. */
        BEGINNING,
        THINKING,
        ANSWER
    }

    private final Queue<ModelEvent> to;
    private final CallFilter answer;
    private State state = State.BEGINNING;
    /** The deltas that are held back, and all of them. */
    private final List<String> held = new ArrayList<>(2);
    private final StringBuilder pending = new StringBuilder();
    private ThinkingTag tag = OPENED;
    private boolean afterThought;
    /** What came of a thought that the template opened; null where it does not, or once it has ended. */
    private StringBuilder opened;
    private boolean opens;
    private boolean closes;
    /** How much of the tag that opens a thought the answer ended with so far. */
    private int matched;

    /**
     * @param to     where thoughts go
     * @param answer where the rest goes
     * @param opened whether the content begins with a thought
     */
    ThoughtFilter(Queue<ModelEvent> to, CallFilter answer, boolean opened) {
        this.to = to;
        this.answer = answer;
        if (opened) {
            this.opened = new StringBuilder();
            state = State.THINKING;
        }
    }

    /** Takes in a delta of the content. */
    void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        switch (state) {
            case ANSWER -> written(text);
            case BEGINNING -> begun(text);
            case THINKING -> thinking(text);
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
     * @return whether it began with a thought that the template opened
     */
    boolean end() {
        switch (state) {
            case ANSWER -> { }
            case BEGINNING -> release();
            case THINKING -> {
                thought(pending.toString());
                if (opened != null && !opened.isEmpty()) {
                    answer.add(opened.toString()); // then it was none
                }
            }
        }
        return closes && opened == null;
    }

    private void begun(String text) {
        if (held.isEmpty() && !afterThought && Character.isLetterOrDigit(text.charAt(0))) {
            state = State.ANSWER;
            written(text);
            return;
        }
        held.add(text);
        pending.append(text);
        String begun = pending.toString().stripLeading();
        Optional<ThinkingTag> found = ThinkingTag.at(begun);
        if (found.isPresent()) {
            tag = found.get();
            state = State.THINKING;
            drop();
            add(begun.substring(tag.open().length()));
        } else if (!begun.isEmpty() && !ThinkingTag.mayBeginWith(begun)) {
            release();
        }
    }

    private void thinking(String text) {
        if (opened != null) {
            opened.append(text);
        }
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
        closes |= opened != null;
        opened = null;
        state = State.BEGINNING;
        afterThought = true;
        add(rest);
    }

    /** What was held is the answer; the blanks between a thought and the answer are not. */
    private void release() {
        List<String> texts = List.copyOf(held);
        drop();
        state = State.ANSWER;
        for (String text : texts) {
            String shown = afterThought ? text.stripLeading() : text;
            afterThought &= shown.isEmpty();
            if (!shown.isEmpty()) {
                written(shown);
            }
        }
    }

    private void written(String text) {
        if (matched > 0 || text.indexOf('<') >= 0) {
            opens |= opensIn(text);
            closes |= !opens && isBareEnd(text);
        }
        answer.add(text);
    }

    /** Whether the tag is whole with this delta. */
    private boolean opensIn(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            matched = c == OPENED.open().charAt(matched) ? matched + 1 : c == '<' ? 1 : 0;
            if (matched == OPENED.open().length()) {
                matched = 0;
                return true;
            }
        }
        return false;
    }

    /** Whether a thought ends here that was not begun, which is no quotation. */
    private static boolean isBareEnd(String text) {
        int at = text.indexOf(OPENED.close());
        int behind = at + OPENED.close().length();
        return at >= 0 && (at == 0 || text.charAt(at - 1) != '`')
                && (behind == text.length() || Character.isWhitespace(text.charAt(behind)));
    }

    private void drop() {
        held.clear();
        pending.setLength(0);
    }
}
