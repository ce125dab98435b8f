package dev.rill.chat;

import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.threads.ThreadMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The turns that a thread's messages make. Stateless. */
public final class Turns {

    private Turns() {
    }

    /**
     * A question whose answer was cut off or failed keeps what there is of it, one that got none is a turn too; an
     * answer to nothing is none: roles still take turns.
     *
     * @param messages oldest first
     */
    public static List<Turn> of(List<ThreadMessage> messages) {
        List<Turn> turns = new ArrayList<>();
        Optional<String> asked = Optional.empty();
        for (ThreadMessage message : messages) {
            switch (message.role()) {
                case USER -> {
                    asked.ifPresent(question -> turns.add(new Turn(question, "")));
                    asked = Optional.of(message.content());
                }
                case ASSISTANT -> {
                    asked.ifPresent(question -> turns.add(new Turn(question, message.content())));
                    asked = Optional.empty();
                }
            }
        }
        asked.ifPresent(question -> turns.add(new Turn(question, "")));
        return turns;
    }
}
