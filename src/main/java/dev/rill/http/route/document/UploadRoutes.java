package dev.rill.http.route.document;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Body;
import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.upload.Receiving;
import dev.rill.retrieval.upload.Upload;
import dev.rill.retrieval.upload.UploadPath;
import dev.rill.retrieval.upload.Uploads;
import dev.rill.stream.ErrorCode;
import dev.rill.threads.ThreadStore;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents that users send: {@code POST /documents}, and what becomes of them: {@code /uploads…}. Any thread. */
public final class UploadRoutes implements Routes {
    private static final System.Logger LOGGER = System.getLogger(UploadRoutes.class.getName());
    /** Of a form, beside its file. */
    private static final long FORM_BYTES = 64 * 1024;
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;

    private final Optional<Uploads> uploads;
    private final DocumentIndex index;
    private final ThreadStore store;
    private final UploadProgress progress;
    private final Clock clock;

    /**
     * @param uploads   empty where nobody may send anything
     * @param keepAlive after which a stream of events that is silent says so
     * @param stopping  whether such streams are to end
     */
    public UploadRoutes(Optional<Uploads> uploads, DocumentIndex index, ThreadStore store, Duration keepAlive,
                        BooleanSupplier stopping, Clock clock) {
        this.uploads = uploads;
        this.index = index;
        this.store = store;
        this.progress = new UploadProgress(keepAlive, stopping);
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/uploads", Access.USER).get(this::list),
                Route.of("/uploads/{id}", Access.USER).get(this::state));
    }

    /** The route by which files come, for as large as they may be. */
    Route taking(Route route) {
        return uploads.map(on -> route.taking(on.limits().fileBytes() + FORM_BYTES)).orElse(route);
    }

    void take(ServerRequest request, ServerResponse response) {
        Uploads on = on();
        String owner = Caller.of(request).owner();
        try (Receiving receiving = on.begin(owner).orElseThrow(() -> refusal(on, new Receiving.Outcome.Full()))) {
            ReceivedFile file = ReceivedFile.of(request, receiving);
            Optional<Receiving.Outcome> refused = file.stopped().isPresent() ? file.stopped()
                    : receiving.check(file.name());
            if (refused.isPresent()) {
                throw refusal(on, refused.get());
            }
            // a thread that nobody has asked in yet is made, and called by what is added, which then goes with it
            file.threadId().ifPresent(thread -> store.create(owner, thread, Optional.of(receiving.name()),
                    Optional.empty(), clock.instant()));
            Upload upload = receiving.keep(file.threadId())
                    .orElseThrow(() -> refusal(on, new Receiving.Outcome.Full()));
            // relative to this request, so that it holds below whatever path a proxy serves Rill at
            response.headers().set(HeaderNames.LOCATION, "uploads/" + upload.id());
            Json.send(response, Status.ACCEPTED_202, UploadState.of(upload, on, index).json(upload));
        } catch (IOException e) {
            throw unavailable(request, "The file cannot be kept: the server's disk may be full, or its database away",
                    e);
        }
    }

    private static ProblemException unavailable(ServerRequest request, String detail, Exception cause) {
        LOGGER.log(System.Logger.Level.WARNING, "Request " + Caller.of(request).requestId() + ": " + detail, cause);
        return Problem.of(ErrorCode.STORE_UNAVAILABLE, detail).withRetryAfter(RETRY).exception();
    }

    private static ProblemException refusal(Uploads uploads, Receiving.Outcome outcome) {
        return switch (outcome) {
            case Receiving.Outcome.Unread(String reason) -> Problem.of(ProblemCode.UNREADABLE_FILE,
                    "The file cannot be read: " + reason).exception();
            case Receiving.Outcome.TooLarge(long most) -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE,
                    "Such a file may have " + size(most)).exception();
            case Receiving.Outcome.Full _ -> Problem.of(ProblemCode.UPLOADS_FULL, "You may keep "
                    + uploads.limits().files() + " files of "
                    + size(uploads.limits().userBytes()) + " together here; delete some first").exception();
        };
    }

    /** As the settings write it. */
    private static String size(long bytes) {
        return bytes % GIB == 0 ? bytes / GIB + " GiB" : bytes % MIB == 0 ? bytes / MIB + " MiB"
                : bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " bytes";
    }

    void delete(ServerRequest request, ServerResponse response) {
        String path = DocumentAddress.path(request, 1);
        String owner = Caller.of(request).owner();
        Optional<Upload> upload = UploadPath.id(path).flatMap(id -> told(request, () -> find(owner, id)))
                .filter(found -> found.path().equals(path));
        if (upload.isEmpty() && index.seenBy(Caller.of(request).reader())
                .text(path, OptionalInt.of(1), OptionalInt.of(1)).isPresent()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Only what was uploaded can be deleted here").exception();
        }
        if (upload.isEmpty() || told(request, () -> on().delete(owner, upload.get().id())).isEmpty()) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no such document").exception();
        }
        index.forget(List.of(path));
        Json.send(response, Json.object().put("success", true).put("message", "The document is deleted"));
    }

    private Optional<Upload> find(String owner, String id) {
        return uploads.flatMap(on -> on.find(owner, id));
    }

    /** What uploads say, as far as that can be known. */
    private static <T> T told(ServerRequest request, Supplier<T> asked) {
        try {
            return asked.get();
        } catch (UncheckedIOException e) {
            throw unavailable(request, "Uploads cannot be looked up or deleted for now", e);
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        Optional<String> thread = DocumentAddress.thread(request);
        String owner = Caller.of(request).owner();
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("uploads");
        uploads.ifPresent(Uploads::refresh);
        uploads.ifPresent(on -> on.of(owner).stream()
                .filter(upload -> thread.isEmpty() || upload.threadId().equals(thread))
                .forEach(upload -> array.add(UploadState.of(upload, on, index).json(upload))));
        Json.send(request, response, json);
    }

    private void state(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String id = request.path().pathParameters().get("id");
        UploadProgress.Told now = told(request, () -> progress(owner, id)).orElseThrow(() ->
                Problem.of(ProblemCode.NOT_FOUND, "There is no such upload").exception());
        response.headers().add(HeaderValues.create(HeaderNames.VARY, "Accept"));
        boolean events = request.headers().bestAccepted(MediaTypes.APPLICATION_JSON, MediaTypes.TEXT_EVENT_STREAM)
                .filter(MediaTypes.TEXT_EVENT_STREAM::equals).isPresent();
        if (!events) {
            Json.send(request, response, now.json());
        } else if (Body.isHead(request)) {
            FrameSink.describe(response);
            Body.sendHead(response);
        } else {
            progress.send(request, response, () -> progress(owner, id));
        }
    }

    private Optional<UploadProgress.Told> progress(String owner, String id) {
        return find(owner, id).map(upload -> {
            UploadState state = UploadState.of(upload, on(), index);
            return new UploadProgress.Told(state.json(upload), state.step().told(), state.step().last());
        });
    }

    private Uploads on() {
        return uploads.orElseThrow(() -> Problem.of(ProblemCode.UPLOADS_OFF,
                "The operator of this server takes no uploads (RILL_UPLOADS)").exception());
    }
}
