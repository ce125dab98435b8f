package dev.rill.wire.openai.responses;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStreams;
import dev.rill.live.ReadableStream;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.Elsewhere;
import dev.rill.wire.Members;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import dev.rill.wire.openai.api.OpenAiErrors;
import dev.rill.wire.openai.responses.request.ResponseIds;
import dev.rill.wire.openai.responses.request.ResponseParameters;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Responses by their ids: reading, replaying, stopping and deleting. */
final class ResponseRoutes implements Routes {
    /** A model's connection is closed within milliseconds; what is late is a store. */
    private static final long STOPPED_WITHIN_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long LOOK_MILLIS = 1000;
    private static final Duration LOOK_ELSEWHERE = Duration.ofMillis(100);

    private final LiveStreams streams;
    private final ThreadStore store;
    private final KnownResponses known;
    private final GuardedDocuments documents;
    private final Replays replays;
    private final Elsewhere elsewhere;

    ResponseRoutes(ProtocolContext context, KnownResponses known) {
        this.streams = context.streams();
        this.store = context.store();
        this.known = known;
        this.documents = context.documents();
        this.replays = new Replays(context);
        this.elsewhere = new Elsewhere(context);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/v1/responses/{id}", Access.USER).get(this::get).delete(this::delete)
                        .refusing(OpenAiErrors.FORM),
                Route.of("/v1/responses/{id}/cancel", Access.USER).post(this::cancel).refusing(OpenAiErrors.FORM),
                Route.of("/v1/responses/{id}/input_items", Access.USER).get(this::inputItems)
                        .refusing(OpenAiErrors.FORM));
    }

    private void get(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        if (streamed(request)) {
            replay(request, response, owner);
            return;
        }
        Json.make(request, response, () -> found(request, owner));
    }

    private void replay(ServerRequest request, ServerResponse response, String owner) {
        long has = after(request);
        Optional<ReadableStream> stream = known.stream(owner, id(request)).filter(one -> one.identity().stored());
        if (stream.isEmpty()) {
            found(request, owner);
            ResponseIds.answerOf(id(request)).ifPresent(answerId -> elsewhere.requireNot(owner, answerId));
            throw Problem.of(ProblemCode.STREAM_GONE,
                    "This response can no longer be streamed; without stream it can be read").exception();
        }
        replays.send(request, response, stream.get(), new ResponseEncoder(known.beginning(stream.get(),
                ResponseView.of(request, documents, false))), has);
    }

    private void delete(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String id = id(request);
        KnownResponses.Place place = ResponseIds.answerOf(id).flatMap(answer -> known.place(owner, answer))
                .orElseThrow(() -> unknown(id));
        streams.forget(owner, place.answer().id());
        store.deleteMessages(owner, place.threadId(), place.exchange(), !ResponseIds.isConversation(place.threadId()));
        Json.send(request, response, Json.object().put("id", id).put("object", "response").put("deleted", true));
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        Optional<ReadableStream> stream = known.stream(owner, id(request));
        ResponseIds.answerOf(id(request)).filter(answerId -> stop(owner, answerId)).ifPresent(answerId ->
                stream.ifPresentOrElse(ResponseRoutes::awaitEnd, () -> awaitEnd(owner, answerId)));
        Json.send(request, response, stream.flatMap(one -> known.now(one, ResponseView.of(request, documents, false)))
                .map(ResponseProgress::json).orElseGet(() -> found(request, owner)));
    }

    /** @return false where nobody writes it */
    private boolean stop(String owner, String answerId) {
        return streams.stop(owner, answerId) == LiveStreams.Stop.STOPPING || elsewhere.stop(owner, answerId);
    }

    /** Of one that another server writes. */
    private void awaitEnd(String owner, String answerId) {
        long deadline = System.nanoTime() + STOPPED_WITHIN_NANOS;
        try {
            while (!store.hasEnded(owner, answerId) && System.nanoTime() - deadline < 0) {
                Thread.sleep(LOOK_ELSEWHERE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server is closing", e);
        }
    }

    private static void awaitEnd(ReadableStream stream) {
        long deadline = System.nanoTime() + STOPPED_WITHIN_NANOS;
        try {
            while (!stream.log().ended() && System.nanoTime() - deadline < 0) {
                stream.log().await(stream.log().lastId(), LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server is closing", e);
        }
    }

    private void inputItems(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        Json.make(request, response, () -> ResponseIds.answerOf(id(request))
                .flatMap(answer -> known.place(owner, answer))
                .map(place -> ItemList.of(request, place.messages().subList(0, place.index()),
                        ResponseView.of(request, documents, false)))
                .orElseThrow(() -> unknown(id(request))));
    }

    private ObjectNode found(ServerRequest request, String owner) {
        return known.find(owner, id(request), ResponseView.of(request, documents, includesResults(request)))
                .orElseThrow(() -> unknown(id(request))).json();
    }

    /** Clients write several values in either way. */
    private static boolean includesResults(ServerRequest request) {
        return ResponseParameters.wantsResults(Stream.of("include", "include[]").filter(request.query()::contains)
                .flatMap(name -> request.query().all(name).stream()).toList());
    }

    private static boolean streamed(ServerRequest request) {
        return switch (request.query().first("stream").orElse("false")) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw Members.invalid("/stream", "stream has to be true or false");
        };
    }

    /** @return how many events the client has */
    private static long after(ServerRequest request) {
        String number = request.query().first("starting_after").orElse("");
        if (number.isEmpty()) {
            return 0;
        }
        if (!number.matches("\\d{1,18}")) {
            throw Members.invalid("/starting_after", "starting_after has to be the sequence_number of an event");
        }
        return Long.parseLong(number) + 1;
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    private static RuntimeException unknown(String id) {
        return OpenAiErrors.notFound("", "Response with id '" + Problem.shown(id) + "' not found");
    }
}
