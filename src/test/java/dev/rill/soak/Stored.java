package dev.rill.soak;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An answer as its thread keeps it. */
record Stored(String messageId, String content, String status, String errorCode) {

    static Optional<Stored> find(int port, String threadId, String messageId) throws IOException {
        return answers(port, threadId).stream().filter(answer -> answer.messageId.equals(messageId)).findFirst();
    }

    /** The answer that was asked for last. */
    static Optional<Stored> last(int port, String threadId) throws IOException {
        List<Stored> all = answers(port, threadId);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Whether it has no end yet. */
    boolean open() {
        return status.equals("streaming");
    }

    private static List<Stored> answers(int port, String threadId) throws IOException {
        RawHttp.Response thread = Refusal.none(RawHttp.call(port, "GET", "/threads/" + threadId));
        List<Stored> answers = new ArrayList<>();
        if (thread.status() != 200 && thread.status() != 404) {
            throw new IOException("GET /threads/" + threadId + " is " + thread.status() + " " + thread.text());
        }
        if (thread.status() == 200) {
            for (JsonNode message : thread.json().get("messages")) {
                if (message.get("role").stringValue().equals("assistant")) {
                    answers.add(of(message));
                }
            }
        }
        return answers;
    }

    private static Stored of(JsonNode message) {
        return new Stored(message.get("id").stringValue(), message.get("content").stringValue(),
                message.get("status").stringValue(), message.path("errorCode").asString(""));
    }
}
