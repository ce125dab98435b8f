package dev.rill.wire.langgraph;

import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStreams;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import dev.rill.wire.Members;
import dev.rill.wire.ProtocolContext;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Threads: made, found, changed, deleted. Any thread. */
final class ThreadRoutes implements Routes {
    private final RequestBodies bodies;
    private final ThreadStore store;
    private final LiveStreams streams;
    private final Clock clock;
    private final Threads threads;
    private final ThreadSearch search;

    ThreadRoutes(ProtocolContext context) {
        bodies = context.bodies();
        store = context.store();
        streams = context.streams();
        clock = context.clock();
        threads = new Threads(context);
        search = new ThreadSearch(store, threads);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                LangGraphProtocol.route("/threads").post(this::create),
                LangGraphProtocol.route("/threads/search")
                        .post(this::find),
                LangGraphProtocol.route("/threads/{threadId}")
                        .get(this::get).patch(this::update).delete(this::delete));
    }

    private void create(ServerRequest request, ServerResponse response) {
        JsonNode body = Members.object(bodies.read(request));
        String owner = Caller.of(request).owner();
        if (!Members.array(body, "supersteps").isEmpty()) {
            throw Refusals.invalid("supersteps are not known here: a thread begins empty");
        }
        String id = Members.text(body, "thread_id").orElseGet(() -> UUID.randomUUID().toString());
        if (!Threads.mayBeId(id)) {
            throw Refusals.invalid("thread_id has to be 1 to 100 of A-Z a-z 0-9 . _ : -");
        }
        boolean mayBeThere = Members.text(body, "if_exists").filter("do_nothing"::equals).isPresent();
        if (!mayBeThere && store.find(owner, id).isPresent()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "There is a thread " + id)
                    .withStatus(Status.CONFLICT_409.code()).exception();
        }
        Optional<String> metadata = Optional.of(metadata(body)).filter(own -> !own.isEmpty()).map(JsonNode::toString);
        ThreadSummary made = store.create(owner, id, Optional.empty(), metadata, clock.instant());
        send(request, response, made);
    }

    private void find(ServerRequest request, ServerResponse response) {
        JsonNode query = bodies.read(request);
        Caller caller = Caller.of(request);
        Json.make(request, response, () -> search.found(caller, query));
    }

    private void get(ServerRequest request, ServerResponse response) {
        Caller caller = Caller.of(request);
        String id = Threads.id(request);
        Json.make(request, response, () -> {
            Threads.Whole thread = threads.require(caller, id);
            return threads.json(caller.owner(), thread.summary(), Optional.of(thread.messages()));
        });
    }

    /** What is there stays, unless it is set anew. */
    private void update(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String id = Threads.id(request);
        JsonNode more = metadata(bodies.read(request));
        ThreadSummary there = store.find(owner, id).orElseThrow(Threads::unknown);
        ObjectNode all = Json.object();
        there.metadata().map(Json::read).filter(JsonNode::isObject)
                .ifPresent(own -> own.properties().forEach(member -> all.set(member.getKey(), member.getValue())));
        more.properties().forEach(member -> all.set(member.getKey(), member.getValue()));
        requireShort(all);
        send(request, response, store.update(owner, id, Optional.empty(), Optional.of(all.toString()))
                .orElseThrow(Threads::unknown));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String id = Threads.id(request);
        streams.forgetThread(owner, id);
        if (!store.delete(owner, id)) {
            throw Threads.unknown();
        }
        response.status(Status.NO_CONTENT_204).send();
    }

    private void send(ServerRequest request, ServerResponse response, ThreadSummary summary) {
        Caller caller = Caller.of(request);
        List<ThreadMessage> messages = threads.messages(caller, summary.threadId()).orElse(List.of());
        Json.send(response, threads.json(caller.owner(), summary, Optional.of(messages)));
    }

    private static JsonNode metadata(JsonNode body) {
        JsonNode metadata = Members.object(body, "metadata");
        if (!metadata.isObject()) {
            return Json.object();
        }
        requireShort(metadata);
        return metadata;
    }

    private static void requireShort(JsonNode metadata) {
        if (metadata.toString().length() > ThreadSummary.MAX_METADATA_CHARS) {
            throw Refusals.invalid("metadata has to be at most " + ThreadSummary.MAX_METADATA_CHARS
                    + " characters as compact JSON");
        }
    }
}
