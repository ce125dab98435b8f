package dev.rill.chat;

import dev.rill.threads.ThreadMessage;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Makes turns of a thread's messages and keeps as many of the latest as fit a budget of model tokens; the latest one
 * always, if need be shortened.
 */
final class History {
    /** What a token is taken for; English text has about four characters to one. */
    private static final int CHARS_PER_TOKEN = 4;

    private static final String GAP = "\n\n[…]\n\n";

    private final long budgetChars;

    History(int budgetTokens) {
        budgetChars = (long) budgetTokens * CHARS_PER_TOKEN;
    }

    List<WorkflowContext.Turn> turns(List<ThreadMessage> messages) {
        return fitting(Turns.of(messages));
    }

    /** @param all oldest first */
    List<WorkflowContext.Turn> fitting(List<WorkflowContext.Turn> all) {
        ArrayDeque<WorkflowContext.Turn> kept = new ArrayDeque<>();
        long chars = 0;
        for (WorkflowContext.Turn turn : all.reversed()) {
            chars += chars(turn);
            if (chars > budgetChars) {
                break;
            }
            kept.addFirst(turn);
        }
        if (kept.isEmpty() && !all.isEmpty() && budgetChars > 0) {
            kept.add(shortened(all.getLast()));
        }
        return List.copyOf(kept);
    }

    private static long chars(WorkflowContext.Turn turn) {
        return (long) turn.question().length() + turn.answer().length();
    }

    /** What the next question most likely is about: of its question up to a quarter of the budget, and its answer. */
    private WorkflowContext.Turn shortened(WorkflowContext.Turn turn) {
        long left = budgetChars - turn.answer().length();
        String question = shortened(turn.question(), Math.max(left, budgetChars / 4));
        return new WorkflowContext.Turn(question, shortened(turn.answer(), budgetChars - question.length()));
    }

    /** The beginning and the end of a text that is too long, whole characters. */
    private static String shortened(String text, long most) {
        if (text.length() <= most) {
            return text;
        }
        int room = (int) Math.max(0, most - GAP.length());
        int head = room - room / 3;
        int tail = text.length() - room / 3;
        if (head > 0 && Character.isHighSurrogate(text.charAt(head - 1))) {
            head--;
        }
        if (tail < text.length() && Character.isLowSurrogate(text.charAt(tail))) {
            tail++;
        }
        return text.substring(0, head) + GAP + text.substring(tail);
    }
}
