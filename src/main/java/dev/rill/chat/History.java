package dev.rill.chat;

import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadMessage.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Makes turns of a thread's messages and keeps as many of the latest as fit a budget of model tokens. */
final class History {
    /** What a token is taken for; English text has about four characters to one. */
    private static final int CHARS_PER_TOKEN = 4;

    private final long budgetChars;

    History(int budgetTokens) {
        budgetChars = (long) budgetTokens * CHARS_PER_TOKEN;
    }

    List<WorkflowContext.Turn> turns(List<ThreadMessage> messages) {
        List<WorkflowContext.Turn> all = pair(messages);
        ArrayDeque<WorkflowContext.Turn> kept = new ArrayDeque<>();
        long chars = 0;
        for (WorkflowContext.Turn turn : all.reversed()) {
            chars += turn.question().length() + turn.answer().length();
            if (chars > budgetChars) {
                break;
            }
            kept.addFirst(turn);
        }
        return List.copyOf(kept);
    }

    /** A question whose answer was cut off or failed keeps what there is of it: roles still take turns. */
    private static List<WorkflowContext.Turn> pair(List<ThreadMessage> messages) {
        List<WorkflowContext.Turn> turns = new ArrayList<>();
        String question = null;
        for (ThreadMessage message : messages) {
            if (message.role() == Role.USER) {
                if (question != null) {
                    turns.add(new WorkflowContext.Turn(question, ""));
                }
                question = message.content();
            } else if (question != null) {
                turns.add(new WorkflowContext.Turn(question, message.content()));
                question = null;
            }
        }
        return turns;
    }
}
