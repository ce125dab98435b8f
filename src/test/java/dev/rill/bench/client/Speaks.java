package dev.rill.bench.client;

/** What a client sends to ask in each protocol, and what it takes for tokens and for the end. Stateless. */
public enum Speaks {
    RILL("/chat/stream", "{\"threadId\":\"%1$s\",\"message\":\"%2$s\"}") {
        @Override
        StreamCheck check(boolean hold) {
            return new RillCheck();
        }
    },
    /** What a model server speaks. */
    MODEL("/v1/chat/completions",
            "{\"model\":\"bench\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%2$s\"}]}") {
        @Override
        StreamCheck check(boolean hold) {
            return new ChunkCheck();
        }
    },
    COMPLETIONS("/v1/chat/completions",
            "{\"model\":\"rill\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%2$s\"}]}") {
        @Override
        StreamCheck check(boolean hold) {
            return new ChunkCheck();
        }
    },
    RESPONSES("/v1/responses", "{\"model\":\"rill\",\"stream\":true,\"input\":\"%2$s\"}") {
        @Override
        StreamCheck check(boolean hold) {
            return new LineCheck("event: response.output_text.delta", "data: [DONE]");
        }
    },
    AI_SDK("/api/chat", "{\"id\":\"%1$s\",\"trigger\":\"submit-message\",\"messages\":[{\"id\":\"m-%1$s\",\"role\":"
            + "\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"%2$s\"}]}]}") {
        @Override
        StreamCheck check(boolean hold) {
            return new LineCheck("data: {\"type\":\"text-delta\"", "data: [DONE]");
        }
    },
    AG_UI("/ag-ui", "{\"threadId\":\"%1$s\",\"runId\":\"r-%1$s\",\"messages\":[{\"id\":\"m-%1$s\",\"role\":\"user\","
            + "\"content\":\"%2$s\"}],\"tools\":[],\"context\":[]}") {
        @Override
        StreamCheck check(boolean hold) {
            return new LineCheck("data: {\"type\":\"TEXT_MESSAGE_CONTENT\"", "data: {\"type\":\"RUN_FINISHED\"");
        }
    },
    /** In the modes that the SDK's {@code useStream} asks for. */
    LANGGRAPH("/langgraph/threads/%1$s/runs/stream", "{\"assistant_id\":\"rill\",\"if_not_exists\":\"create\","
            + "\"stream_mode\":[\"messages-tuple\",\"values\"],\"input\":{\"messages\":[{\"type\":\"human\","
            + "\"content\":\"%2$s\"}]}}") {
        @Override
        StreamCheck check(boolean hold) {
            // the last of them has no text, but what is known of the whole
            return new LineCheck("data: [{\"content\":\"", "data: [{\"content\":\"\"", "event: end");
        }
    },
    /** A call that is told of its progress. It gets no tokens, but the whole text at its end. */
    MCP("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"ask\",\"arguments\":{"
            + "\"question\":\"%2$s\"},\"_meta\":{\"progressToken\":1}}}") {
        @Override
        StreamCheck check(boolean hold) {
            return hold ? new LineCheck("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"", RESULT)
                    : LineCheck.whole(RESULT);
        }
    };

    private static final String RESULT = "data: {\"jsonrpc\":\"2.0\",\"id\":5,\"result\"";

    private final String path;
    private final String body;

    /** Both with places for the thread's name and the question. */
    Speaks(String path, String body) {
        this.path = path;
        this.body = body;
    }

    String path(String thread) {
        return path.formatted(thread);
    }

    String body(String thread, String question) {
        return body.formatted(thread, question);
    }

    /** Whether each token is sent as it comes. */
    public boolean streamsTokens() {
        return this != MCP;
    }

    /** @param hold whether the stream is not read to its end */
    abstract StreamCheck check(boolean hold);
}
