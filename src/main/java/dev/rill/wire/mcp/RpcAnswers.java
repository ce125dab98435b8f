package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request is answered with. Stateless. */
final class RpcAnswers {

    private RpcAnswers() {
    }

    static ObjectNode result(JsonNode id, ObjectNode result) {
        return message().set("id", id).set("result", result);
    }

    static ObjectNode error(JsonNode id, RpcException why) {
        return message().set("id", id).set("error", json(why));
    }

    /** Of what has no id, or none that can be read. */
    static ObjectNode error(RpcException why) {
        return withoutId(json(why));
    }

    static ObjectNode withoutId(ObjectNode error) {
        return message().set("error", error);
    }

    static ObjectNode notification(String method, ObjectNode params) {
        return message().put("method", method).set("params", params);
    }

    private static ObjectNode json(RpcException why) {
        ObjectNode error = Json.object().put("code", why.code()).put("message", why.getMessage());
        why.data().ifPresent(data -> error.set("data", data));
        return error;
    }

    private static ObjectNode message() {
        return Json.object().put("jsonrpc", "2.0");
    }
}
