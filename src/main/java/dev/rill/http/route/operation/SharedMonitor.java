package dev.rill.http.route.operation;

import dev.rill.http.access.Caller;
import dev.rill.live.LiveStream;
import dev.rill.live.StreamMonitor;
import dev.rill.threads.SharedAnswers;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The streams of all servers that share a database: this one's now, the others' as of some seconds ago. Any thread. */
public final class SharedMonitor {
    /** A server tells the others of no more, the oldest first; its figures count all. */
    private static final int MOST_TOLD = 500;
    private static final String OWNER = "owner";
    private static final String SERVER = "server";

    private final StreamMonitor monitor;
    private final SharedAnswers answers;

    public SharedMonitor(StreamMonitor monitor, SharedAnswers answers) {
        this.monitor = monitor;
        this.answers = answers;
    }

    /** What this server tells the others. */
    public String told() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("metrics", StreamsJson.metrics(monitor.metrics()));
        ArrayNode active = json.putArray("active");
        monitor.active().stream().limit(MOST_TOLD).forEach(stream ->
                active.add(StreamsJson.active(stream).put(OWNER, stream.identity().owner())));
        return json.toString();
    }

    /** What somebody may see of all. */
    ObjectNode seenBy(Caller caller) {
        StreamMonitor.Metrics metrics = monitor.metrics();
        ArrayNode active = JsonNodeFactory.instance.arrayNode();
        ArrayNode servers = JsonNodeFactory.instance.arrayNode();
        servers.addObject().put("name", answers.name()).put("activeConnections", metrics.activeConnections());
        for (LiveStream stream : monitor.active()) {
            if (caller.seesStreamsOf(stream.identity().owner())) {
                active.add(StreamsJson.active(stream).put(SERVER, answers.name()));
            }
        }
        for (SharedAnswers.Said said : answers.told()) {
            JsonNode other = JsonMapper.shared().readTree(said.streams());
            StreamMonitor.Metrics others = StreamsJson.metrics(other.path("metrics"));
            metrics = metrics.plus(others);
            servers.addObject().put("name", said.server()).put("activeConnections", others.activeConnections());
            streams(other).filter(stream -> caller.seesStreamsOf(stream.path(OWNER).asString())).forEach(stream -> {
                stream.remove(OWNER);
                active.add(stream.put(SERVER, said.server()));
            });
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("metrics", StreamsJson.metrics(metrics));
        json.set("active", active);
        json.set("servers", servers);
        return json;
    }

    private static Stream<ObjectNode> streams(JsonNode other) {
        return List.copyOf(other.path("active").values()).stream().filter(JsonNode::isObject)
                .map(ObjectNode.class::cast);
    }
}
