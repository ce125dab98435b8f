package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/list} and {@code tools/call}. Any thread. */
final class Tools {
    private final DocumentCalls documents;
    private final AskTool ask;

    Tools(DocumentCalls documents, AskTool ask) {
        this.documents = documents;
        this.ask = ask;
    }

    ObjectNode list() {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("tools");
        documents.descriptions().forEach(array::add);
        array.add(AskTool.description());
        return json;
    }

    /** Empty where the client has taken the call back. */
    Optional<ToolResult> call(Call call) {
        String name = name(call).orElseThrow(() -> RpcException.invalidParams("name is missing or no text"));
        if (name.equals(AskTool.NAME)) {
            return ask.whole(call, arguments(call));
        }
        if (!documents.has(name)) {
            throw RpcException.invalidParams("Unknown tool");
        }
        return documents.call(name, arguments(call), call);
    }

    static Optional<String> name(Call call) {
        return Optional.ofNullable(call.params().path("name").stringValue(null));
    }

    static Arguments arguments(Call call) {
        JsonNode arguments = call.params().path("arguments");
        if (!Json.present(arguments)) {
            return new Arguments(Json.object());
        }
        if (!arguments.isObject()) {
            throw RpcException.invalidParams("arguments has to be an object");
        }
        return new Arguments(arguments);
    }
}
