package dev.rill.wire.mcp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a client sends (JSON-RPC 2.0, as MCP narrows it: ids are texts or whole numbers, parameters have names). */
sealed interface RpcMessage {

    record Request(JsonNode id, String method, JsonNode params) implements RpcMessage {
        /** What is said about the request itself. */
        JsonNode meta() {
            return params.path("_meta");
        }

        /** Without the method and the parameters, which may hold anything. */
        @Override
        public String toString() {
            return "Request[id=" + id + "]";
        }
    }

    record Notification(String method, JsonNode params) implements RpcMessage {
        /** Without the method and the parameters. */
        @Override
        public String toString() {
            return "Notification[]";
        }
    }

    /** To a request that was never sent. */
    record Response() implements RpcMessage {
    }

    /** @param id where it can be read */
    record Malformed(Optional<JsonNode> id, String why) implements RpcMessage {
    }

    static RpcMessage of(JsonNode json) {
        if (!json.isObject()) {
            return new Malformed(Optional.empty(), "A message has to be an object");
        }
        Optional<JsonNode> id = json.optional("id").filter(RpcMessage::isId);
        if (!"2.0".equals(json.path("jsonrpc").stringValue(null))) {
            return new Malformed(id, "jsonrpc has to be \"2.0\"");
        }
        if (json.has("id") && id.isEmpty()) {
            return new Malformed(id, "id has to be a text or a whole number");
        }
        if (!json.has("method")) {
            return json.has("result") || json.has("error") ? new Response()
                    : new Malformed(id, "method is missing");
        }
        JsonNode params = json.optional("params").orElseGet(JsonNodeFactory.instance::objectNode);
        if (!json.path("method").isString()) {
            return new Malformed(id, "method has to be a text");
        }
        if (!params.isObject()) {
            return new Malformed(id, "params has to be an object");
        }
        String method = json.path("method").stringValue();
        return id.<RpcMessage>map(known -> new Request(known, method, params))
                .orElseGet(() -> new Notification(method, params));
    }

    private static boolean isId(JsonNode id) {
        return id.isString() || id.isIntegralNumber();
    }
}
