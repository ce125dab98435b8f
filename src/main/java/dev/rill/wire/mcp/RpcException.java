package dev.rill.wire.mcp;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Why a request gets no result (JSON-RPC 2.0, section 5.1). Without a stack trace. */
final class RpcException extends RuntimeException {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    /** Of versions with a handshake; later ones say {@link #INVALID_PARAMS}. */
    static final int RESOURCE_NOT_FOUND = -32002;
    static final int HEADER_MISMATCH = -32020;
    static final int UNSUPPORTED_VERSION = -32022;

    private final int code;
    private final int status;
    private final transient Optional<ObjectNode> data;

    /** @param status of the HTTP answer */
    RpcException(int code, int status, String message, Optional<ObjectNode> data) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.data = data;
    }

    RpcException(int code, int status, String message) {
        this(code, status, message, Optional.empty());
    }

    static RpcException invalidRequest(String why) {
        return new RpcException(INVALID_REQUEST, 400, why);
    }

    static RpcException invalidParams(String why) {
        return new RpcException(INVALID_PARAMS, 200, why);
    }

    int code() {
        return code;
    }

    int status() {
        return status;
    }

    Optional<ObjectNode> data() {
        return data;
    }
}
