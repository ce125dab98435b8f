package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What is done for each method, in the versions that have it. The request's thread. */
final class Methods {
    private static final Duration FIXED = Duration.ofHours(1);
    /** Documents change under way. */
    private static final Duration MAY_CHANGE = Duration.ofSeconds(5);

    private final Tools tools;
    private final Resources resources;

    Methods(Tools tools, Resources resources) {
        this.tools = tools;
        this.resources = resources;
    }

    /**
     * The result; empty where the client has taken the request back.
     *
     * @throws RpcException where there is none
     */
    Optional<ObjectNode> result(Call call) {
        Optional<ObjectNode> result = call.version().handshake() ? withHandshake(call) : withoutHandshake(call);
        return result.map(json -> complete(call.version(), json));
    }

    private Optional<ObjectNode> withHandshake(Call call) {
        return switch (call.request().method()) {
            case "initialize" -> Optional.of(initialize(call));
            case "ping" -> Optional.of(Json.object());
            case "tools/list" -> Optional.of(tools.list());
            case "tools/call" -> tools.call(call).map(ToolResult::json);
            case "resources/list" -> Optional.of(resources.list(call.params(), call.reader()));
            case "resources/templates/list" -> Optional.of(resources.templates());
            case "resources/read" -> Optional.of(resources.read(call.params(), call.reader(), call.version()));
            default -> throw new RpcException(RpcException.METHOD_NOT_FOUND, 200, "Method not found");
        };
    }

    private Optional<ObjectNode> withoutHandshake(Call call) {
        return switch (call.request().method()) {
            case "server/discover" -> Optional.of(cacheable(ServerDescription.discovered(), FIXED, "public"));
            case "tools/list" -> Optional.of(cacheable(tools.list(), FIXED, "public"));
            case "tools/call" -> tools.call(call).map(ToolResult::json);
            case "resources/list" -> Optional.of(cacheable(resources.list(call.params(), call.reader()), MAY_CHANGE,
                    "private"));
            case "resources/templates/list" -> Optional.of(cacheable(resources.templates(), FIXED, "public"));
            case "resources/read" -> Optional.of(cacheable(resources.read(call.params(), call.reader(), call.version()),
                    MAY_CHANGE, "private"));
            default -> throw new RpcException(RpcException.METHOD_NOT_FOUND, 404, "Method not found");
        };
    }

    private static ObjectNode initialize(Call call) {
        if (!call.params().path("protocolVersion").isString()) {
            throw RpcException.invalidParams("protocolVersion is missing or no text");
        }
        McpVersion version = McpVersion.of(call.params().path("protocolVersion").stringValue())
                .filter(McpVersion::handshake).orElseGet(McpVersion::newestWithHandshake);
        return ServerDescription.initialized(version);
    }

    private static ObjectNode cacheable(ObjectNode result, Duration fresh, String scope) {
        return result.put("ttlMs", fresh.toMillis()).put("cacheScope", scope);
    }

    /** With what every result of a version says. */
    static ObjectNode complete(McpVersion version, ObjectNode result) {
        if (!version.handshake()) {
            result.put("resultType", "complete");
            result.withObjectProperty("_meta").set("io.modelcontextprotocol/serverInfo", ServerDescription.info());
        }
        return result;
    }
}
