package dev.rill.http.route.operation;

import dev.rill.http.response.Json;
import dev.rill.live.LiveStream;
import dev.rill.live.StreamMonitor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the monitor shows, as JSON, and back. Stateless. */
final class StreamsJson {

    private StreamsJson() {
    }

    static ObjectNode metrics(StreamMonitor.Metrics metrics) {
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

    static StreamMonitor.Metrics metrics(JsonNode json) {
        Map<String, Long> protocols = new TreeMap<>();
        json.path("startedByProtocol").properties().forEach(one ->
                protocols.put(one.getKey(), one.getValue().longValue()));
        return new StreamMonitor.Metrics(json.path("activeConnections").asInt(),
                json.path("totalStreamsStarted").asLong(), json.path("completedStreams").asLong(),
                json.path("cancelledStreams").asLong(), json.path("erroredStreams").asLong(),
                json.path("averageStreamDuration").asDouble(), json.path("averageTokensPerStream").asDouble(),
                json.path("averageTimeToFirstToken").asDouble(), json.path("completionRate").asDouble(),
                json.path("cancellationRate").asDouble(), json.path("errorRate").asDouble(),
                time(json, "lastStreamStartTime"), time(json, "lastStreamEndTime"), protocols);
    }

    private static Optional<Instant> time(JsonNode json, String name) {
        return json.path(name).asStringOpt().map(Instant::parse);
    }

    static ObjectNode active(LiveStream stream) {
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
