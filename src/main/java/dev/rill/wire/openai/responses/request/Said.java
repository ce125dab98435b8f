package dev.rill.wire.openai.responses.request;

import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What was said in a conversation, as a thread keeps it. Stateless. */
public final class Said {

    private Said() {
    }

    /** Messages that have no id yet. */
    public static List<ThreadMessage> messages(List<Turn> turns, Instant now) {
        List<ThreadMessage> messages = new ArrayList<>();
        for (Turn turn : turns) {
            messages.add(message("", Role.USER, turn.question(), now));
            if (!turn.answer().isEmpty()) {
                messages.add(message("", Role.ASSISTANT, turn.answer(), now));
            }
        }
        return messages;
    }

    static ThreadMessage message(String id, Role role, String text, Instant now) {
        return new ThreadMessage(id, role, text, now, MessageStatus.COMPLETE, List.of(), "", Optional.empty(),
                OptionalLong.empty(), Optional.empty());
    }

    public static <T> List<T> joined(List<T> first, List<T> then) {
        List<T> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
