package dev.rill.http.route.operation;

import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Body;
import dev.rill.http.response.Json;
import dev.rill.threads.ThreadStore;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** {@code /health…}: whether the process lives and whether it should be sent requests. Any thread. */
public final class HealthRoutes implements Routes {
    private final StoreProbe store;
    private final BooleanSupplier indexReady;
    private final BooleanSupplier rehearsed;
    private final Supplier<Optional<String>> documentsGone;
    private final BooleanSupplier embeds;
    private final Optional<Supplier<Optional<String>>> searchFault;
    private final BooleanSupplier draining;
    private final Clock clock;
    private final Instant started;

    /**
     * @param indexReady    whether the index is open
     * @param rehearsed     whether what a question needs has been run
     * @param documentsGone why the documents' source cannot be looked at, where it cannot
     * @param embeds        whether texts can be turned into vectors
     * @param searchFault   why the search server cannot be used, where there is one and it cannot
     * @param draining      whether the server is on its way down
     */
    public HealthRoutes(ThreadStore store, BooleanSupplier indexReady, BooleanSupplier rehearsed,
                        Supplier<Optional<String>> documentsGone, BooleanSupplier embeds,
                        Optional<Supplier<Optional<String>>> searchFault, BooleanSupplier draining, Clock clock) {
        this.store = new StoreProbe(store);
        this.indexReady = indexReady;
        this.rehearsed = rehearsed;
        this.documentsGone = documentsGone;
        this.embeds = embeds;
        this.searchFault = searchFault;
        this.draining = draining;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/health", Access.PROBE).get(this::ready),
                Route.of("/health/live", Access.PROBE).get(this::live),
                Route.of("/health/ready", Access.PROBE).get(this::ready));
    }

    private void live(ServerRequest request, ServerResponse response) {
        ObjectNode health = health();
        health.putObject("checks");
        send(request, response, health, true);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        ObjectNode health = health();
        ObjectNode checks = health.putObject("checks");
        boolean ok = check(checks, "store", store.answers(), "it does not answer")
                & check(checks, "index", indexReady.getAsBoolean(), "it is not open yet")
                & check(checks, "rehearsal", rehearsed.getAsBoolean(), "what a question needs is being loaded")
                & check(checks, "accepting", !draining.getAsBoolean(), "the server is shutting down");
        // questions are answered from what was read before: a server that is not sent any would be of less use
        Optional<String> gone = documentsGone.get();
        check(checks, "documents", gone.isEmpty(), "their folder cannot be looked at: " + gone.orElse("")
                + "; answers come from what was read before");
        check(checks, "embeddings", embeds.getAsBoolean(),
                "texts cannot be turned into vectors; searches go by words alone");
        // every server would be out where they share one
        searchFault.map(Supplier::get).ifPresent(fault -> check(checks, "search", fault.isEmpty(),
                "the search server cannot be used: " + fault.orElse("") + "; searches are refused"));
        send(request, response, health, ok);
    }

    private ObjectNode health() {
        Instant now = clock.instant();
        ObjectNode health = Json.object()
                .put("status", "UP")
                .put("timestamp", Json.timestamp(now))
                .put("uptimeMs", Math.max(0, Duration.between(started, now).toMillis()));
        Optional.ofNullable(HealthRoutes.class.getPackage().getImplementationVersion())
                .ifPresent(version -> health.put("version", version));
        return health;
    }

    private static boolean check(ObjectNode checks, String name, boolean ok, String otherwise) {
        ObjectNode check = checks.putObject(name).put("status", ok ? "UP" : "DOWN");
        if (!ok) {
            check.put("detail", otherwise);
        }
        return ok;
    }

    private static void send(ServerRequest request, ServerResponse response, ObjectNode health, boolean ok) {
        if (!ok) {
            health.put("status", "DOWN");
            response.headers().set(HeaderNames.RETRY_AFTER, "1");
        }
        response.status(ok ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        Body.send(request, response, Json.bytes(health));
    }
}
