package dev.rill.http.route.thread;

import dev.rill.http.response.Json;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Threads as JSON. Any thread. */
final class ThreadJson {

    private ThreadJson() {
    }

    static ObjectNode summary(ThreadSummary thread) {
        ObjectNode node = Json.object()
                .put("threadId", thread.threadId())
                .put("name", thread.name())
                .put("createdAt", Json.timestamp(thread.createdAt()))
                .put("updatedAt", Json.timestamp(thread.updatedAt()))
                .put("messageCount", thread.messageCount());
        addMetadata(node, thread);
        return node;
    }

    /** @param running the id of the answer that is being written in a thread */
    static ObjectNode page(ThreadStore.Page page, Function<String, Optional<String>> running) {
        ObjectNode node = Json.object();
        ArrayNode threads = node.putArray("threads");
        page.threads().forEach(thread -> {
            ObjectNode shown = summary(thread);
            running.apply(thread.threadId()).ifPresent(messageId -> shown.put("runningMessageId", messageId));
            threads.add(shown);
        });
        node.put("total", page.total());
        page.nextCursor().ifPresent(cursor -> node.put("nextCursor", cursor));
        return node;
    }

    static ObjectNode stats(ThreadStore.Stats stats) {
        ObjectNode node = Json.object()
                .put("totalThreads", stats.totalThreads())
                .put("averageMessageCount", stats.averageMessageCount());
        stats.oldest().ifPresent(thread -> node.set("oldestThread", summary(thread)));
        stats.newest().ifPresent(thread -> node.set("newestThread", summary(thread)));
        stats.mostActive().ifPresent(thread -> node.set("mostActiveThread", summary(thread)));
        return node;
    }

    static ObjectNode detail(ThreadSummary thread, List<ThreadMessage> messages) {
        ObjectNode node = Json.object()
                .put("threadId", thread.threadId())
                .put("name", thread.name())
                .put("createdAt", Json.timestamp(thread.createdAt()))
                .put("updatedAt", Json.timestamp(thread.updatedAt()));
        addMetadata(node, thread);
        ArrayNode array = node.putArray("messages");
        messages.forEach(message -> array.add(message(message)));
        node.put("totalMessages", messages.size());
        return node;
    }

    private static ObjectNode message(ThreadMessage message) {
        ObjectNode node = Json.object()
                .put("id", message.id())
                .put("role", message.role().name().toLowerCase(Locale.ROOT))
                .put("content", message.content())
                .put("timestamp", Json.timestamp(message.timestamp()))
                .put("status", message.status().name().toLowerCase(Locale.ROOT));
        if (message.role() == ThreadMessage.Role.ASSISTANT) {
            node.set("sources", Json.sources(message.sources()));
        }
        message.finishReason().ifPresent(reason -> node.put("finishReason", reason.word()));
        if (message.status() == MessageStatus.ERROR && !message.errorCode().isEmpty()) {
            node.put("errorCode", message.errorCode());
        }
        message.usage().ifPresent(usage -> node.set("usage", Json.usage(usage)));
        message.durationMillis().ifPresent(millis -> node.put("durationMs", millis));
        return node;
    }

    private static void addMetadata(ObjectNode node, ThreadSummary thread) {
        thread.metadata().ifPresent(text -> node.set("metadata", Json.read(text)));
    }
}
