package dev.rill.server;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Somebody who sends documents to a server. */
public final class Uploader {
    private final int port;
    private final Map<String, String> credentials;

    /** @param key empty where users are not known */
    public Uploader(int port, String key) {
        this.port = port;
        this.credentials = key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }

    /** Sends a file as the body. */
    public RawHttp.Response send(String name, byte[] content, String more) {
        return call("POST", "/documents?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")
                + more, Map.of("Content-Type", "application/octet-stream"), content);
    }

    public RawHttp.Response send(String name, String text) {
        return send(name, text.getBytes(StandardCharsets.UTF_8), "");
    }

    /** Sends one that is taken, and waits until it is indexed. @return how it is then */
    public JsonNode indexed(String name, String text, String more) throws InterruptedException {
        RawHttp.Response taken = send(name, text.getBytes(StandardCharsets.UTF_8), more);
        if (taken.status() != 202) {
            throw new AssertionError(taken.text());
        }
        return settled(taken.json().get("id").stringValue());
    }

    /** Waits for the end of what becomes of it. */
    public JsonNode settled(String id) throws InterruptedException {
        Polling.until(() -> Set.of("indexed", "left-out").contains(state(id).get("state").stringValue()));
        return state(id);
    }

    public JsonNode state(String id) {
        return get("/uploads/" + id).json();
    }

    public RawHttp.Response get(String path) {
        return call("GET", path, Map.of(), null);
    }

    public RawHttp.Response delete(String path) {
        return call("DELETE", path, Map.of(), null);
    }

    /** The paths of what a search finds. */
    public List<String> found(String words, String more) {
        JsonNode passages = get("/search?q=" + words + more).json().get("passages");
        return passages.valueStream().map(passage -> passage.get("path").stringValue()).distinct()
                .collect(Collectors.toList());
    }

    public RawHttp.Response call(String method, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new HashMap<>(credentials);
        all.putAll(headers);
        try {
            return RawHttp.call(port, method, path, all, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
