package dev.rill.server;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What anybody sees of a server from outside, apart from streams. Immutable; any thread. */
public record ServerView(int port) {

    /** One of the stream monitor's figures. */
    public double figure(String name) {
        return get("/streams").json().get("metrics").get(name).doubleValue();
    }

    /** The message ids of the streams that are open. */
    public List<String> active() {
        return StreamSupport.stream(get("/streams").json().get("active").spliterator(), false)
                .map(stream -> stream.get("messageId").stringValue()).toList();
    }

    public int status(String path) {
        return get(path).status();
    }

    /** The last message of a thread; empty where there is no such thread. */
    public Optional<Stored> last(String thread) {
        RawHttp.Response response = get("/threads/" + thread);
        if (response.status() != 200) {
            return Optional.empty();
        }
        JsonNode messages = response.json().get("messages");
        JsonNode last = messages.get(messages.size() - 1);
        return Optional.of(new Stored(last.get("status").stringValue(), last.get("content").stringValue()));
    }

    /** A message as the thread has it. */
    public record Stored(String status, String content) {
    }

    public RawHttp.Response get(String path) {
        try {
            return RawHttp.call(port, "GET", path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a stream to be stopped. @return the status */
    public int stop(String messageId) {
        try {
            return RawHttp.call(port, "DELETE", "/chat/stream/" + messageId).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
