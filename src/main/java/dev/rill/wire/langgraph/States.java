package dev.rill.wire.langgraph;

import dev.rill.http.response.Json;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The states that a thread went through: one behind each message, whose id is its checkpoint's, and an empty one before
 * them. Immutable.
 */
final class States {
    /** Of the empty one. */
    static final String ROOT = "00000000-0000-0000-0000-000000000000";
    /** So much text goes into one answer; older states are left out. */
    private static final long MOST_CHARS = 8_000_000;

    private final ThreadSummary summary;
    private final List<ThreadMessage> all;
    private final List<ThreadMessage> shown;

    States(Threads.Whole thread) {
        summary = thread.summary();
        all = thread.messages();
        shown = all.stream().filter(Messages::shown).toList();
    }

    ObjectNode latest() {
        return shown.isEmpty() ? fresh() : state(shown.size());
    }

    Optional<ObjectNode> at(String checkpoint) {
        return index(checkpoint).map(index -> index == 0 ? root() : state(index));
    }

    /**
     * Newest first.
     *
     * @param before the checkpoint that they are older than
     */
    ArrayNode history(int limit, Optional<String> before) {
        ArrayNode history = JsonNodeFactory.instance.arrayNode();
        int from = before.map(checkpoint -> index(checkpoint).orElse(0) - 1).orElse(shown.size());
        long chars = 0;
        for (int i = from; i >= 0 && history.size() < limit && !shown.isEmpty(); i--) {
            chars += shown.subList(0, i).stream().mapToLong(message -> message.content().length()).sum();
            if (chars > MOST_CHARS && !history.isEmpty()) {
                break;
            }
            history.add(i == 0 ? root() : state(i));
        }
        return history;
    }

    /** How many messages there are up to a checkpoint. */
    private Optional<Integer> index(String checkpoint) {
        if (checkpoint.equals(ROOT)) {
            return Optional.of(0);
        }
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).id().equals(checkpoint)) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private ObjectNode fresh() {
        ObjectNode state = base(Json.object(), "input", -1, summary.createdAt().toString());
        state.putNull("checkpoint").putNull("parent_checkpoint");
        state.putArray("next");
        state.putArray("tasks");
        return state;
    }

    private ObjectNode root() {
        ObjectNode state = base(Messages.values(List.of()), "input", -1, Json.timestamp(summary.createdAt()));
        state.set("checkpoint", checkpoint(ROOT));
        state.putNull("parent_checkpoint");
        state.putArray("next").add("__start__");
        state.putArray("tasks");
        return state;
    }

    private ObjectNode state(int messages) {
        ThreadMessage last = shown.get(messages - 1);
        ObjectNode state = base(Messages.values(shown.subList(0, messages).stream().map(Messages::of).toList()), "loop",
                messages - 1, Json.timestamp(last.timestamp()));
        state.set("checkpoint", checkpoint(last.id()));
        state.set("parent_checkpoint", checkpoint(messages == 1 ? ROOT : shown.get(messages - 2).id()));
        ArrayNode next = state.putArray("next");
        ArrayNode tasks = state.putArray("tasks");
        Optional<ThreadMessage> open = last.role() == Role.USER ? answer(last)
                : Optional.of(last).filter(answer -> answer.status() != MessageStatus.COMPLETE);
        if (last.role() == Role.USER || open.isPresent()) {
            next.add(LangGraphProtocol.NODE);
            tasks.add(task(open.orElse(last)));
        }
        return state;
    }

    private Optional<ThreadMessage> answer(ThreadMessage question) {
        int behind = all.indexOf(question) + 1;
        return behind < all.size() ? Optional.of(all.get(behind)).filter(message -> message.role() == Role.ASSISTANT)
                : Optional.empty();
    }

    private static ObjectNode task(ThreadMessage answer) {
        ObjectNode task = Json.object().put("id", answer.id()).put("name", LangGraphProtocol.NODE);
        task.putArray("path").add("__pregel_pull").add(LangGraphProtocol.NODE);
        if (answer.status() == MessageStatus.ERROR) {
            task.put("error", answer.errorCode());
        } else {
            task.putNull("error");
        }
        task.putArray("interrupts");
        return task.putNull("checkpoint").putNull("state").putNull("result");
    }

    private ObjectNode base(ObjectNode values, String source, int step, String at) {
        ObjectNode state = Json.object();
        state.set("values", values);
        ObjectNode metadata = Threads.metadata(summary).put("source", source).put("step", step)
                .put("thread_id", summary.threadId());
        metadata.putObject("parents");
        state.set("metadata", metadata);
        state.put("created_at", at);
        state.putArray("interrupts");
        return state;
    }

    private ObjectNode checkpoint(String id) {
        return Json.object().put("thread_id", summary.threadId()).put("checkpoint_ns", "").put("checkpoint_id", id)
                .putNull("checkpoint_map");
    }

    /** The messages in the order in which they are, with those that are part of no state. */
    static List<ThreadMessage> upTo(List<ThreadMessage> messages, String id) {
        List<ThreadMessage> before = new ArrayList<>();
        for (ThreadMessage message : messages) {
            if (message.id().equals(id)) {
                break;
            }
            before.add(message);
        }
        return before;
    }
}
