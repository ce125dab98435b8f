package dev.rill.wire.openai.responses;

import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadMessage.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where an answer stands among the messages of its thread. Stateless. */
final class ThreadPlace {

    private ThreadPlace() {
    }

    /** @return its index; empty where it is not there, or is no answer */
    static Optional<Integer> of(List<ThreadMessage> messages, String answerId) {
        return IntStream.range(0, messages.size()).filter(i -> messages.get(i).id().equals(answerId)
                && messages.get(i).role() == Role.ASSISTANT).boxed().findFirst();
    }

    /** The last answer before a message. */
    static Optional<String> answerBefore(List<ThreadMessage> messages, int index) {
        return messages.subList(0, index).reversed().stream().filter(message -> message.role() == Role.ASSISTANT)
                .findFirst().map(ThreadMessage::id);
    }
}
