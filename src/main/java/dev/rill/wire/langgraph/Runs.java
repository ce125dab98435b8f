package dev.rill.wire.langgraph;

import dev.rill.http.response.Json;
import dev.rill.live.LiveStreams;
import dev.rill.stream.StreamEvent;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Runs, which are the answers of a thread. Any thread. */
final class Runs {
    private final ThreadStore store;
    private final LiveStreams streams;

    Runs(ThreadStore store, LiveStreams streams) {
        this.store = store;
        this.streams = streams;
    }

    /** Newest first. */
    List<ObjectNode> in(String owner, String threadId) {
        return answers(owner, threadId).toList().reversed().stream()
                .map(answer -> json(owner, threadId, answer)).toList();
    }

    ThreadMessage require(String owner, String threadId, String runId) {
        return answers(owner, threadId).filter(answer -> answer.id().equals(runId)).findFirst()
                .orElseThrow(() -> Refusals.unknown("run"));
    }

    private Stream<ThreadMessage> answers(String owner, String threadId) {
        return store.messages(owner, threadId).orElseThrow(Threads::unknown).stream()
                .filter(message -> message.role() == Role.ASSISTANT);
    }

    ObjectNode json(String owner, String threadId, ThreadMessage answer) {
        return json(threadId, answer.id(), Json.timestamp(answer.timestamp()), status(owner, threadId, answer));
    }

    /** @param at when it was asked for */
    static ObjectNode json(String threadId, String runId, String at, String status) {
        ObjectNode run = Json.object().put("run_id", runId).put("thread_id", threadId)
                .put("assistant_id", LangGraphProtocol.ASSISTANT).put("created_at", at).put("updated_at", at)
                .put("status", status);
        run.putObject("metadata");
        run.putObject("kwargs");
        return run.putNull("multitask_strategy");
    }

    /** {@code pending}, {@code running}, {@code success}, {@code error} or {@code interrupted}. */
    private String status(String owner, String threadId, ThreadMessage answer) {
        return switch (answer.status()) {
            case STREAMING -> running(owner, threadId, answer.id());
            case COMPLETE -> "success";
            case ERROR -> "error";
            case CANCELLED, INTERRUPTED -> "interrupted";
        };
    }

    /** One that waits for others in its thread has not begun. */
    String running(String owner, String threadId, String runId) {
        Optional<String> running = streams.runningIn(owner, threadId);
        return running.isPresent() && !running.get().equals(runId) ? "pending" : "running";
    }

    /** What a client is told in the place of a state when there is none. */
    static ObjectNode error(StreamEvent.Failed failed) {
        return error(failed.code().name(), failed.error());
    }

    static ObjectNode error(String code, String message) {
        ObjectNode values = Json.object();
        values.putObject("__error__").put("error", code).put("message", message);
        return values;
    }
}
