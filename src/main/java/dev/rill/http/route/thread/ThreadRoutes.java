package dev.rill.http.route.thread;

import dev.rill.http.access.Caller;
import dev.rill.http.body.BodySchema;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Body;
import dev.rill.http.response.DownloadName;
import dev.rill.http.response.Json;
import dev.rill.http.response.QueryParameters;
import dev.rill.live.LiveStreams;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Conversations: {@code /threads…}. Any thread. */
public final class ThreadRoutes implements Routes {
    private static final MediaType MARKDOWN = MediaTypes.create("text", "markdown");
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_WORDS = 16;
    private static final int MAX_QUERY_CHARS = 500;

    private final RequestBodies bodies;
    private final BodySchema created;
    private final BodySchema updated;
    private final ThreadStore store;
    private final LiveStreams streams;
    private final GuardedDocuments documents;
    private final Clock clock;

    /**
     * @param streams   where a deleted thread's running answer is stopped
     * @param documents which of them a thread's owner may see now
     */
    public ThreadRoutes(RequestBodies bodies, ThreadStore store, LiveStreams streams, GuardedDocuments documents,
                        Clock clock) {
        this.bodies = bodies;
        this.created = bodies.schema("CreateThread");
        this.updated = bodies.schema("UpdateThread");
        this.store = store;
        this.streams = streams;
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/threads", Access.USER).get(this::list).post(this::create),
                Route.of("/threads/stats", Access.USER).get(this::stats),
                Route.of("/threads/{threadId}", Access.USER).get(this::detail).patch(this::update).delete(this::delete),
                Route.of("/threads/{threadId}/export", Access.USER).get(this::export));
    }

    private void list(ServerRequest request, ServerResponse response) {
        int limit = QueryParameters.integer(request, "limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<String> cursor = QueryParameters.text(request, "cursor", MAX_QUERY_CHARS);
        List<String> words = QueryParameters.text(request, "q", MAX_QUERY_CHARS).stream()
                .flatMap(q -> Stream.of(q.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MAX_WORDS)
                .toList();
        String owner = Caller.of(request).owner();
        Json.make(request, response, () -> {
            Map<String, String> elsewhere = store.shared().map(shared -> shared.running(owner)).orElse(Map.of());
            return ThreadJson.page(store.list(owner, new ThreadStore.ListQuery(limit, cursor, words)),
                    threadId -> streams.runningIn(owner, threadId)
                            .or(() -> Optional.ofNullable(elsewhere.get(threadId))));
        });
    }

    private void create(ServerRequest request, ServerResponse response) {
        ThreadBody body = bodies.readIfThere(request, created).map(ThreadBody::of).orElse(ThreadBody.EMPTY);
        ThreadSummary made = store.create(Caller.of(request).owner(), UUID.randomUUID().toString(), body.name(),
                body.metadata(), clock.instant());
        // relative to this request, so that it holds below whatever path a proxy serves Rill at
        response.headers().set(HeaderNames.LOCATION, "threads/" + made.threadId());
        Json.send(response, Status.CREATED_201, ThreadJson.summary(made));
    }

    private void stats(ServerRequest request, ServerResponse response) {
        Json.send(request, response, ThreadJson.stats(store.stats(Caller.of(request).owner())));
    }

    private void detail(ServerRequest request, ServerResponse response) {
        Json.make(request, response, () -> {
            Thread thread = thread(request);
            return ThreadJson.detail(thread.summary(), thread.messages());
        });
    }

    private void update(ServerRequest request, ServerResponse response) {
        String threadId = threadId(request);
        ThreadBody body = ThreadBody.of(bodies.read(request, updated));
        ThreadSummary now = store.update(Caller.of(request).owner(), threadId, body.name(), body.metadata())
                .orElseThrow(ThreadRoutes::unknown);
        Json.send(response, ThreadJson.summary(now));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String threadId = threadId(request);
        streams.forgetThread(owner, threadId);
        if (!store.delete(owner, threadId)) {
            throw unknown();
        }
        Json.send(response, Json.object().put("success", true).put("message", "The thread is deleted"));
    }

    private void export(ServerRequest request, ServerResponse response) {
        boolean markdown = request.headers().bestAccepted(MediaTypes.APPLICATION_JSON, MARKDOWN)
                .filter(MARKDOWN::equals).isPresent();
        Body.make(request, response, () -> export(thread(request), response, markdown));
    }

    private byte[] export(Thread thread, ServerResponse response, boolean markdown) {
        Instant now = clock.instant();
        response.headers().set(HeaderNames.CONTENT_TYPE,
                markdown ? "text/markdown; charset=utf-8" : "application/json");
        response.headers().set(HeaderNames.CONTENT_DISPOSITION,
                DownloadName.of(thread.summary().name(), "thread").disposition(markdown ? ".md" : ".json"));
        response.headers().add(HeaderValues.create(HeaderNames.VARY, "Accept"));
        return markdown ? ThreadMarkdown.of(thread.summary(), thread.messages(), now).getBytes(StandardCharsets.UTF_8)
                : Json.bytes(ThreadJson.detail(thread.summary(), thread.messages())
                        .put("exportedAt", Json.timestamp(now)));
    }

    private record Thread(ThreadSummary summary, List<ThreadMessage> messages) {
    }

    private Thread thread(ServerRequest request) {
        String owner = Caller.of(request).owner();
        String threadId = threadId(request);
        ThreadSummary summary = store.find(owner, threadId).orElseThrow(ThreadRoutes::unknown);
        List<ThreadMessage> messages = store.messages(owner, threadId).orElseThrow(ThreadRoutes::unknown);
        DocumentLibrary seen = documents.seenBy(Caller.of(request).reader());
        return new Thread(summary, messages.stream()
                .map(message -> message.withSources(seen.shown(message.sources()))).toList());
    }

    private static String threadId(ServerRequest request) {
        String threadId = request.path().pathParameters().get("threadId");
        if (!ThreadSummary.isId(threadId)) {
            throw unknown();
        }
        return threadId;
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such thread").exception();
    }
}
