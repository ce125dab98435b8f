package dev.rill.http.route;

import dev.rill.http.access.Caller;
import dev.rill.http.response.Json;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.live.LiveStream;
import dev.rill.live.StreamMonitor;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The stream monitor for people: {@code GET /streams}. */
public final class MonitorRoutes implements Routes {
    private final StreamMonitor monitor;

    public MonitorRoutes(StreamMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/streams", Access.USER).get(this::streams));
    }

    private void streams(ServerRequest request, ServerResponse response) {
        Json.make(request, response, () -> streams(Caller.of(request)));
    }

    private ObjectNode streams(Caller caller) {
        List<LiveStream> visible = monitor.active().stream()
                .filter(stream -> caller.seesAllStreams() || stream.identity().owner().equals(caller.owner())).toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("metrics", metrics(monitor.metrics()));
        ArrayNode active = json.putArray("active");
        visible.forEach(stream -> active.add(active(stream)));
        return json;
    }

    private static ObjectNode metrics(StreamMonitor.Metrics metrics) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("activeConnections", metrics.activeConnections())
                .put("totalStreamsStarted", metrics.totalStreamsStarted())
                .put("completedStreams", metrics.completedStreams())
                .put("cancelledStreams", metrics.cancelledStreams())
                .put("erroredStreams", metrics.erroredStreams())
                .put("averageStreamDuration", metrics.averageStreamDuration())
                .put("averageTokensPerStream", metrics.averageTokensPerStream())
                .put("averageTimeToFirstToken", metrics.averageTimeToFirstToken())
                .put("completionRate", metrics.completionRate())
                .put("cancellationRate", metrics.cancellationRate())
                .put("errorRate", metrics.errorRate());
        ObjectNode protocols = json.putObject("startedByProtocol");
        metrics.startedBy().forEach(protocols::put);
        metrics.lastStreamStartTime().ifPresent(time -> json.put("lastStreamStartTime", Json.timestamp(time)));
        metrics.lastStreamEndTime().ifPresent(time -> json.put("lastStreamEndTime", Json.timestamp(time)));
        return json;
    }

    private static ObjectNode active(LiveStream stream) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("messageId", stream.identity().messageId());
        if (stream.identity().stored()) {
            json.put("threadId", stream.identity().threadId());
        }
        json.put("protocol", stream.identity().protocol()).put("startTime", Json.timestamp(stream.startTime()));
        stream.currentStep().ifPresent(step -> json.put("currentStep", step));
        return json.put("tokenCount", stream.tokenCount())
                .put("clientConnected", stream.clientConnected())
                .put("lastActivity", Json.timestamp(stream.lastActivity()));
    }
}
