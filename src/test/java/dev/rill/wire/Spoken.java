package dev.rill.wire;

import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every protocol in which a question can be asked: what its clients send to ask and to stop. Stateless. */
enum Spoken {
    RILL("/chat/stream") {
        @Override
        ObjectNode body(String thread, String question, List<String> before) {
            return Json.object().put("threadId", thread).put("message", question);
        }

        @Override
        Optional<Request> stop(String thread, String first) {
            return Optional.of(new Request("DELETE", "/chat/stream/" + new RillDialect().messageId(first)));
        }
    },
    COMPLETIONS("/v1/chat/completions") {
        @Override
        ObjectNode body(String thread, String question, List<String> before) {
            ObjectNode body = Json.object().put("model", "rill").put("stream", true);
            messages(body.putArray("messages"), question, before);
            return body;
        }
    },
    RESPONSES("/v1/responses") {
        @Override
        ObjectNode body(String thread, String question, List<String> before) {
            ObjectNode body = Json.object().put("model", "rill").put("stream", true);
            messages(body.putArray("input"), question, before);
            return body;
        }

        @Override
        Optional<Request> stop(String thread, String first) {
            return Optional.of(new Request("POST", "/v1/responses/resp_" + new ResponsesDialect(false).messageId(first)
                    + "/cancel"));
        }
    },
    AI_SDK("/api/chat") {
        @Override
        ObjectNode body(String thread, String question, List<String> before) {
            ObjectNode body = Json.object().put("id", thread).put("trigger", "submit-message");
            ArrayNode messages = body.putArray("messages");
            for (int i = 0; i < before.size(); i++) {
                messages.add(AiSdkDialect.message("b" + i, before.get(i)).put("role", role(i)));
            }
            messages.add(AiSdkDialect.message("m" + System.nanoTime(), question));
            return body;
        }

        @Override
        Optional<Request> stop(String thread, String first) {
            return Optional.of(new Request("DELETE", "/api/chat/" + thread + "/stream"));
        }
    },
    AG_UI("/ag-ui") {
        @Override
        ObjectNode body(String thread, String question, List<String> before) {
            ObjectNode input = AgUiDialect.input(thread, "m" + System.nanoTime(), question);
            ArrayNode messages = input.putArray("messages");
            messages(messages, question, before);
            for (int i = 0; i < messages.size(); i++) {
                ((ObjectNode) messages.get(i)).put("id", "m" + System.nanoTime());
            }
            return input;
        }
    },
    LANGGRAPH("/langgraph/threads/{thread}/runs/stream") {
        @Override
        ObjectNode body(String thread, String question, List<String> before) {
            ObjectNode body = LangGraphDialect.body(question, List.of("messages-tuple")).put("if_not_exists", "create");
            messages(body.putObject("input").putArray("messages"), question, before);
            return body;
        }

        @Override
        Optional<Request> stop(String thread, String first) {
            return Optional.of(new Request("POST", "/langgraph/threads/" + thread + "/runs/"
                    + new LangGraphDialect().messageId(first) + "/cancel"));
        }
    },
    MCP("/mcp") {
        @Override
        ObjectNode body(String thread, String question, List<String> before) {
            ObjectNode call = Json.object().put("jsonrpc", "2.0").put("id", 5).put("method", "tools/call");
            ObjectNode params = call.putObject("params").put("name", "ask");
            params.putObject("arguments").put("question", question);
            params.putObject("_meta").put("progressToken", 1).put("ofTomorrow", String.join("", before));
            return call;
        }

        @Override
        Optional<Request> stop(String thread, String first) {
            ObjectNode taken = Json.object().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
            taken.putObject("params").put("requestId", 5);
            return Optional.of(new Request("POST", "/mcp", taken.toString()));
        }
    };

    /** Of a client of MCP; others pass over what they do not know. */
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json", "Accept",
            "application/json, text/event-stream", "Mcp-Session-Id", "0123456789abcdef");

    private final String path;

    Spoken(String path) {
        this.path = path;
    }

    /** What stops an answer. */
    record Request(String method, String path, String body) {

        Request(String method, String path) {
            this(method, path, "");
        }

        void send(int port) throws IOException {
            int status = RawHttp.call(port, method, path, HEADERS, body.getBytes(StandardCharsets.UTF_8)).status();
            if (status >= 300) {
                throw new AssertionError(method + " " + path + ": " + status);
            }
        }
    }

    String path(String thread) {
        return path.replace("{thread}", thread);
    }

    /**
     * The body of a question whose answer is to be streamed.
     *
     * @param before what user and assistant said before, in turns; where the protocol has no place for it, it is sent
     *               as what is passed over, and Rill's own protocol has neither
     */
    abstract ObjectNode body(String thread, String question, List<String> before);

    /**
     * The protocol's own stop of an answer; empty where its clients can only leave.
     *
     * @param first frame of the answer's stream
     */
    Optional<Request> stop(String thread, String first) {
        return Optional.empty();
    }

    FrameStream ask(int port, String thread, String question, List<String> before) throws IOException {
        return FrameStream.post(port, path(thread), body(thread, question, before).toString(),
                HEADERS.entrySet().stream().filter(header -> !header.getKey().equals("Content-Type"))
                        .map(header -> header.getKey() + ": " + header.getValue()).toArray(String[]::new));
    }

    RawHttp.Response post(int port, byte[] body) throws IOException {
        return RawHttp.call(port, "POST", path("t"), HEADERS, body);
    }

    private static String role(int turn) {
        return turn % 2 == 0 ? "user" : "assistant";
    }

    private static void messages(ArrayNode messages, String question, List<String> before) {
        for (int i = 0; i < before.size(); i++) {
            messages.addObject().put("role", role(i)).put("content", before.get(i));
        }
        messages.addObject().put("role", "user").put("content", question);
    }
}
