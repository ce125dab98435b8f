package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which version a message is of, and whether its headers say what its body says, so that nobody between client and
 * server is led to believe something else (MCP 2026-07-28, Streamable HTTP, Request Metadata). Stateless.
 */
final class VersionRules {
    static final HeaderName VERSION = HeaderNames.create("MCP-Protocol-Version");
    private static final HeaderName METHOD = HeaderNames.create("Mcp-Method");
    private static final HeaderName NAME = HeaderNames.create("Mcp-Name");
    private static final String META = "io.modelcontextprotocol/";
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    private VersionRules() {
    }

    /** Of a body, by its headers alone; the oldest where they say none. */
    static McpVersion of(ServerRequestHeaders headers) {
        return header(headers, VERSION).map(VersionRules::known).orElse(McpVersion.V2025_03_26);
    }

    /** Of a request. */
    static McpVersion of(ServerRequestHeaders headers, RpcMessage.Request request) {
        JsonNode said = request.meta().path(META + "protocolVersion");
        if (said.isMissingNode()) {
            if (request.method().equals("initialize")) {
                return McpVersion.newestWithHandshake();
            }
            McpVersion version = of(headers);
            if (!version.handshake() || request.method().equals("server/discover")) {
                throw missing("protocolVersion");
            }
            return version;
        }
        if (!said.isString()) {
            throw missing("protocolVersion");
        }
        require(VERSION, header(headers, VERSION), said.stringValue());
        McpVersion version = known(said.stringValue());
        if (!version.handshake()) {
            checkWithoutHandshake(headers, request);
        }
        return version;
    }

    private static void checkWithoutHandshake(ServerRequestHeaders headers, RpcMessage.Request request) {
        if (!request.meta().path(META + "clientCapabilities").isObject()) {
            throw missing("clientCapabilities");
        }
        require(METHOD, header(headers, METHOD), request.method());
        String named = switch (request.method()) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            default -> "";
        };
        if (request.params().path(named).isString()) {
            require(NAME, header(headers, NAME).flatMap(VersionRules::decoded),
                    request.params().path(named).stringValue());
        }
    }

    private static void require(HeaderName name, Optional<String> header, String inBody) {
        if (header.isEmpty() || !header.get().equals(inBody)) {
            throw new RpcException(RpcException.HEADER_MISMATCH, 400, "Header mismatch: " + name.defaultCase()
                    + (header.isEmpty() ? " is missing or malformed" : " is not what the body says"));
        }
    }

    private static McpVersion known(String word) {
        return McpVersion.of(word).orElseThrow(() -> {
            ObjectNode data = Json.object();
            McpVersion.words().forEach(data.putArray("supported")::add);
            return new RpcException(RpcException.UNSUPPORTED_VERSION, 400, "Unsupported protocol version",
                    Optional.of(data.put("requested", word)));
        });
    }

    private static RpcException missing(String member) {
        return new RpcException(RpcException.INVALID_PARAMS, 400, "params._meta needs " + META + member);
    }

    /** A header that is there once. */
    private static Optional<String> header(ServerRequestHeaders headers, HeaderName name) {
        if (!headers.contains(name)) {
            return Optional.empty();
        }
        List<String> values = headers.get(name).allValues();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.of("");
    }

    private static Optional<String> decoded(String value) {
        if (!value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)
                || value.length() < ENCODED.length() + ENCODED_END.length()) {
            return Optional.of(value);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.substring(ENCODED.length(),
                    value.length() - ENCODED_END.length()));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
