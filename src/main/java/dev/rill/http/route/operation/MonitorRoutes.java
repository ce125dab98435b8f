package dev.rill.http.route.operation;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Json;
import dev.rill.live.LiveStream;
import dev.rill.live.StreamMonitor;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The stream monitor for people: {@code GET /streams}. Any thread. */
public final class MonitorRoutes implements Routes {
    private final StreamMonitor monitor;
    private final Optional<SharedMonitor> shared;

    /** @param shared where other servers have streams too */
    public MonitorRoutes(StreamMonitor monitor, Optional<SharedMonitor> shared) {
        this.monitor = monitor;
        this.shared = shared;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/streams", Access.USER).get(this::streams));
    }

    private void streams(ServerRequest request, ServerResponse response) {
        Json.make(request, response, () -> {
            Caller caller = Caller.of(request);
            return shared.map(all -> all.seenBy(caller)).orElseGet(() -> streams(caller));
        });
    }

    private ObjectNode streams(Caller caller) {
        List<LiveStream> visible = monitor.active().stream()
                .filter(stream -> caller.seesStreamsOf(stream.identity().owner())).toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("metrics", StreamsJson.metrics(monitor.metrics()));
        ArrayNode active = json.putArray("active");
        visible.forEach(stream -> active.add(StreamsJson.active(stream)));
        return json;
    }
}
