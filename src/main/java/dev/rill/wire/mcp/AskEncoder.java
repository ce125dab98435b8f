package dev.rill.wire.mcp;

import dev.rill.http.response.Json;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as progress notifications and the one response that ends them (MCP, Progress and Streamable HTTP). */
final class AskEncoder implements EventEncoder {
    private static final byte[] DATA = ascii("event: message\ndata: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");
    /** Clients give up on a call that tells them nothing for long, however much is being written. */
    private static final int TOKENS_A_NOTICE = 100;

    private final Call call;
    private final JsonNode progressToken;
    private final BooleanSupplier cancelled;
    private long progress;
    private long tokens;

    /** @param cancelled whether the client waits for no response any more */
    AskEncoder(Call call, JsonNode progressToken, BooleanSupplier cancelled) {
        this.call = call;
        this.progressToken = progressToken;
        this.cancelled = cancelled;
    }

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Start _ -> { }
            case StreamEvent.Step step -> progress(step.message(), out);
            case StreamEvent.Token _ -> {
                if (++tokens % TOKENS_A_NOTICE == 0) {
                    progress("Writing the answer", out);
                }
            }
            case StreamEvent.Terminal end -> {
                if (!cancelled.getAsBoolean()) {
                    frame(RpcAnswers.result(call.id(),
                            Methods.complete(call.version(), AskResult.of(end).json())), out);
                }
            }
        }
    }

    private void progress(String message, FrameBuffer out) {
        frame(RpcAnswers.notification("notifications/progress", Json.object()
                .set("progressToken", progressToken).put("progress", ++progress).put("message", message)),
                out);
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private static void frame(ObjectNode message, FrameBuffer out) {
        out.put(DATA).put(Json.bytes(message)).put(END).endFrame();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
