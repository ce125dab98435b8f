package dev.rill.wire.langgraph;

import dev.rill.http.response.QueryParameters;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Those of a thread's runs that a request asks for. Stateless. */
final class RunList {
    private static final int DEFAULT_LIMIT = 10;
    private static final int WORD_CHARS = 20;

    private RunList() {
    }

    static ArrayNode of(ServerRequest request, List<ObjectNode> runs) {
        int limit = QueryParameters.integer(request, "limit", 0, Integer.MAX_VALUE).orElse(DEFAULT_LIMIT);
        int offset = QueryParameters.integer(request, "offset", 0, Integer.MAX_VALUE).orElse(0);
        Optional<String> status = QueryParameters.text(request, "status", WORD_CHARS);
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        runs.stream().filter(run -> status.isEmpty() || run.get("status").stringValue().equals(status.get()))
                .skip(offset).limit(limit).forEach(found::add);
        return found;
    }
}
