package dev.rill.wire.langgraph;

import dev.rill.http.access.Caller;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStreams;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import dev.rill.wire.ProtocolContext;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A user's threads, as LangGraph's clients see them. Any thread. */
final class Threads {
    private final ThreadStore store;
    private final LiveStreams streams;
    private final GuardedDocuments documents;

    Threads(ProtocolContext context) {
        this.store = context.store();
        this.streams = context.streams();
        this.documents = context.documents();
    }

    /** A thread and all that is in it. */
    record Whole(ThreadSummary summary, List<ThreadMessage> messages) {
    }

    /** By the path. */
    static String id(ServerRequest request) {
        String id = request.path().pathParameters().get("threadId");
        if (!ThreadSummary.isId(id)) {
            throw unknown();
        }
        return id;
    }

    static boolean mayBeId(String id) {
        return ThreadSummary.isId(id) && !id.equals(".") && !id.equals("..") && !id.equals("stats")
                && !id.equals("search");
    }

    static ProblemException unknown() {
        return Refusals.unknown("thread");
    }

    Whole require(Caller caller, String threadId) {
        ThreadSummary summary = store.find(caller.owner(), threadId).orElseThrow(Threads::unknown);
        return new Whole(summary, messages(caller, threadId).orElseThrow(Threads::unknown));
    }

    /** With what the caller may see of their sources now. */
    Optional<List<ThreadMessage>> messages(Caller caller, String threadId) {
        DocumentLibrary seen = documents.seenBy(caller.reader());
        return store.messages(caller.owner(), threadId).map(all -> all.stream()
                .map(message -> message.withSources(seen.shown(message.sources()))).toList());
    }

    ObjectNode json(String owner, ThreadSummary summary, Optional<List<ThreadMessage>> messages) {
        ObjectNode thread = Json.object().put("thread_id", summary.threadId())
                .put("created_at", Json.timestamp(summary.createdAt()))
                .put("updated_at", Json.timestamp(summary.updatedAt()))
                .put("state_updated_at", Json.timestamp(summary.updatedAt()));
        thread.set("metadata", metadata(summary));
        thread.putObject("config");
        messages.ifPresent(all -> {
            thread.put("status", status(owner, summary.threadId(), all));
            thread.set("values", all.isEmpty() ? Json.object() : Messages.values(
                    all.stream().filter(Messages::shown).map(Messages::of).toList()));
            lastError(all).ifPresent(code -> thread.put("error", code));
        });
        thread.putObject("interrupts");
        return thread;
    }

    /** What a user has set, and what every thread has unless it was set otherwise. */
    static ObjectNode metadata(ThreadSummary summary) {
        ObjectNode all = Json.object().put("graph_id", LangGraphProtocol.ASSISTANT)
                .put("assistant_id", LangGraphProtocol.ASSISTANT);
        if (!summary.name().isEmpty()) {
            all.put("title", summary.name());
        }
        summary.metadata().map(Json::read).filter(JsonNode::isObject)
                .ifPresent(own -> own.properties().forEach(member -> all.set(member.getKey(), member.getValue())));
        return all;
    }

    /** {@code idle}, {@code busy}, {@code interrupted} or {@code error}. */
    String status(String owner, String threadId, List<ThreadMessage> messages) {
        if (streams.runningIn(owner, threadId).isPresent()) {
            return "busy";
        }
        return messages.isEmpty() ? "idle" : switch (messages.getLast().status()) {
            case COMPLETE -> "idle";
            case STREAMING -> "busy";
            case CANCELLED, INTERRUPTED -> "interrupted";
            case ERROR -> "error";
        };
    }

    private static Optional<String> lastError(List<ThreadMessage> messages) {
        return messages.isEmpty() || messages.getLast().status() != MessageStatus.ERROR ? Optional.empty()
                : Optional.of(messages.getLast().errorCode());
    }

    /** Whether all that is wanted is there. */
    static boolean holds(JsonNode there, JsonNode wanted) {
        return !wanted.isObject() || wanted.properties().stream().allMatch(member -> member.getValue().isNull()
                || there.path(member.getKey()).equals(member.getValue()));
    }
}
