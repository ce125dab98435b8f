package dev.rill.threads.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes threads as JSON lines, which {@link ArchiveReader} reads: a head with the format's version, each thread and
 * behind it its messages in their order, and an end that says how many there were. One thread; the stream is its
 * maker's to close.
 */
public final class ArchiveWriter {
    /** Of this form. A member more does not change it: readers skip those that they do not know. */
    static final int FORMAT = 1;
    static final String HEAD = "rillExport";
    static final String THREAD = "thread";
    static final String MESSAGE = "message";
    static final String END = "end";

    private static final JsonMapper JSON = new JsonMapper();

    private final OutputStream out;
    private long threads;
    private long messages;

    /** @param version of Rill */
    public ArchiveWriter(OutputStream out, Instant now, String version) throws IOException {
        this.out = out;
        line(node().put(HEAD, FORMAT).put("exportedAt", now.toString()).put("rill", version));
    }

    public void thread(ArchivedThread thread) throws IOException {
        ObjectNode json = node().put("owner", thread.owner()).put("threadId", thread.threadId())
                .put("name", thread.name()).put("named", thread.named())
                .put("createdAt", thread.createdAt().toString()).put("updatedAt", thread.updatedAt().toString());
        thread.metadata().ifPresent(metadata -> json.set("metadata", JSON.readTree(metadata)));
        line(THREAD, json);
        threads++;
    }

    /** Of the thread that was written last. */
    public void message(ArchivedMessage message) throws IOException {
        ObjectNode json = node().put("id", message.id()).put("role", word(message.role()))
                .put("status", word(message.status())).put("content", message.content())
                .put("timestamp", message.timestamp().toString());
        message.finishedAt().ifPresent(finished -> json.put("finishedAt", finished.toString()));
        message.sources().ifPresent(sources -> json.set("sources", JSON.readTree(sources)));
        if (!message.errorCode().isEmpty()) {
            json.put("errorCode", message.errorCode());
        }
        message.usage().ifPresent(usage -> json.putObject("usage").put("promptTokens", usage.promptTokens())
                .put("completionTokens", usage.completionTokens()).put("totalTokens", usage.totalTokens()));
        message.durationMillis().ifPresent(millis -> json.put("durationMs", millis));
        message.firstTokenMillis().ifPresent(millis -> json.put("firstTokenMs", millis));
        message.finishReason().ifPresent(reason -> json.put("finishReason", reason));
        message.note().ifPresent(note -> json.set("note", JSON.readTree(note)));
        line(MESSAGE, json);
        messages++;
    }

    /** Writes the end, without which the file is known to be cut. */
    public void end() throws IOException {
        line(END, node().put("threads", threads).put("messages", messages));
        out.flush();
    }

    public long threads() {
        return threads;
    }

    public long messages() {
        return messages;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void line(String kind, JsonNode value) throws IOException {
        line((ObjectNode) node().set(kind, value));
    }

    private void line(ObjectNode value) throws IOException {
        out.write(JSON.writeValueAsBytes(value));
        out.write('\n');
    }
}
