package dev.rill.evaluation.target;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.stream.Source;
import dev.rill.uri.PercentEncoding;
import dev.rill.wire.rill.RillDecoder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/** A running server, asked as a client asks it. The threads that it makes there it deletes. Used by one thread. */
public final class ServerTarget implements Target {
    private final URI server;
    private final ServerCalls calls;
    /** The thread that holds a question as its last one, by the question's id. */
    private final Map<String, String> threads = new HashMap<>();
    private final Map<String, EvaluationQuestion> asked = new HashMap<>();
    private final Set<String> made = new HashSet<>();

    /** @param key that the server wants, where it wants one */
    public ServerTarget(URI server, Optional<String> key) {
        this.server = server;
        this.calls = new ServerCalls(server, key);
    }

    @Override
    public String description() {
        return server.toString();
    }

    @Override
    public Set<String> documents() {
        Set<String> paths = new HashSet<>();
        calls.get("/documents").orElseThrow(() -> new TargetException(server + " has no documents; is it a Rill?"))
                .path("documents").forEach(document -> paths.add(document.path("path").stringValue("")));
        return paths;
    }

    @Override
    public void rehearse(EvaluationQuestion question) {
        // it has answered others before
    }

    @Override
    public Reply ask(EvaluationQuestion question) {
        String thread = question.follows().map(this::threadAfter).orElseGet(this::newThread);
        asked.put(question.id(), question);
        threads.put(question.id(), thread);
        return post(thread, question);
    }

    /** A question that two others follow is asked once more for the second. */
    private String threadAfter(String id) {
        String thread = threads.remove(id);
        if (thread != null) {
            return thread;
        }
        EvaluationQuestion before = asked.get(id);
        String again = before.follows().map(this::threadAfter).orElseGet(this::newThread);
        post(again, before);
        return again;
    }

    private String newThread() {
        String thread = "evaluation-" + UUID.randomUUID();
        made.add(thread);
        return thread;
    }

    private Reply post(String thread, EvaluationQuestion question) {
        ServerCalls.Posted posted = calls.post("/chat", JsonNodeFactory.instance.objectNode().put("threadId", thread)
                .put("message", question.question()));
        if (posted.status() != 200) {
            return new Reply.Failed(posted.status() + " " + posted.body().path("code").stringValue("") + ": "
                    + posted.body().path("detail").stringValue(""), posted.took());
        }
        List<Source> sources = new ArrayList<>();
        posted.body().path("sources").forEach(source -> sources.add(RillDecoder.source(source)));
        return new Reply.Answered(posted.body().path("answer").stringValue(""), List.copyOf(sources),
                RankedFiles.ofSources(sources), posted.took(), Optional.<Duration>empty());
    }

    @Override
    public Optional<String> lines(String path, int from, int to) {
        return calls.get("/documents/" + PercentEncoding.encodePath(path) + "?from=" + from + "&to=" + to)
                .map(document -> document.path("text").stringValue(""));
    }

    @Override
    public void close() {
        made.forEach(thread -> calls.delete("/threads/" + thread));
        calls.close();
    }
}
