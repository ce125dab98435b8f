package dev.rill.wire.langgraph;

import dev.rill.http.response.Json;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.FinishReason;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.threads.MessageStatus;
import dev.rill.wire.langgraph.StreamModes.Mode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as Server-Sent Events with names. Every frame that there could be has a number, whether its mode is wanted or
 * not: a client that comes back goes on behind any of them, whatever it wants to see then.
 */
final class RunEncoder implements EventEncoder {
    private static final byte[] TUPLE = ascii("event: messages\ndata: [{\"content\":\"");
    private static final byte[] ID = ascii("\nid: ");
    private static final byte[] FRAME_END = ascii("\n\n");
    /** A comment (WHATWG HTML, section 9.2.5), by which the SDK knows that the connection lives. */
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");
    /** The answer so far is sent again when it has grown by such a part of it, so that all of that stays in bounds. */
    private static final int GROWN_BY = 256;

    private final StreamModes modes;
    private final Supplier<List<ObjectNode>> before;
    private final long after;
    private final StringBuilder text = new StringBuilder();
    private final boolean gathers;
    private byte[] tupleEnd = {};
    private ObjectNode metadata = Json.object();
    private String runId = "";
    private int length;
    private int shown;
    private long number;

    /**
     * @param before the messages up to the question; called by the thread that encodes
     * @param after  the number of the frame that the client had last, or 0
     */
    RunEncoder(StreamModes modes, Supplier<List<ObjectNode>> before, long after) {
        this.modes = modes;
        this.before = before;
        this.after = after;
        this.gathers = modes.wantText();
    }

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Token token -> token(token.content(), out);
            case StreamEvent.Start start -> start(start, out);
            case StreamEvent.Step step -> step(step, out);
            case StreamEvent.Complete complete -> complete(complete, out);
            case StreamEvent.Cancelled _ -> cancelled(out);
            case StreamEvent.Failed failed -> failed(failed, out);
        }
    }

    private void failed(StreamEvent.Failed failed, FrameBuffer out) {
        if (failed.code() == ErrorCode.INTERRUPTED) {
            number = Math.max(number, after); // its client may have seen more than is known now
        }
        frame("error", true, () -> Json.object().put("error", failed.code().name()).put("message", failed.error()),
                out);
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private void start(StreamEvent.Start start, FrameBuffer out) {
        runId = start.messageId();
        metadata = Json.object().put("run_id", runId).put("thread_id", start.threadId())
                .put("assistant_id", LangGraphProtocol.ASSISTANT).put("graph_id", LangGraphProtocol.ASSISTANT)
                .put("langgraph_node", LangGraphProtocol.NODE);
        ObjectNode chunk = Messages.ai(runId, "", List.of(), Optional.empty(), Optional.empty(),
                MessageStatus.STREAMING);
        chunk.putObject("response_metadata");
        chunk.remove("content");
        tupleEnd = ("\"," + chunk.toString().substring(1) + "," + metadata + "]").getBytes(StandardCharsets.UTF_8);
        frame("metadata", true, () -> Json.object().put("run_id", runId).put("thread_id", start.threadId())
                .put("attempt", 1), out);
        frame("values", modes.has(Mode.VALUES), () -> Messages.values(before.get()), out);
    }

    private void token(String content, FrameBuffer out) {
        if (length == 0) {
            frame("messages/metadata", modes.has(Mode.MESSAGES), () -> {
                ObjectNode of = Json.object();
                of.putObject(runId).set("metadata", metadata);
                return of;
            }, out);
        }
        length += content.length();
        if (gathers) {
            text.append(content);
        }
        number++;
        if (number > after && modes.has(Mode.MESSAGES_TUPLE)) {
            out.put(TUPLE).putJsonChars(content).put(tupleEnd);
            end(out);
        }
        if (length - shown > length / GROWN_BY) {
            shown = length;
            frame("messages/partial", modes.has(Mode.MESSAGES), () -> array(ai(MessageStatus.STREAMING)), out);
        }
    }

    private void step(StreamEvent.Step step, FrameBuffer out) {
        frame("custom", modes.has(Mode.CUSTOM), () -> Json.step(Json.object().put("type", "step"), step), out);
        if (step.status() == StreamEvent.StepStatus.COMPLETE && !step.step().equals(LangGraphProtocol.NODE)) {
            frame("updates", modes.has(Mode.UPDATES), () -> update(step.step(), List.of()), out);
        }
    }

    private void complete(StreamEvent.Complete complete, FrameBuffer out) {
        Supplier<ObjectNode> answer = () -> answer(complete);
        frame("messages", modes.has(Mode.MESSAGES_TUPLE), () -> array(answer.get().put("content", ""))
                .add(metadata), out);
        frame("messages/complete", modes.has(Mode.MESSAGES), () -> array(answer.get()), out);
        if (!complete.sources().isEmpty()) {
            frame("custom", modes.has(Mode.CUSTOM), () -> {
                ObjectNode told = Json.object().put("type", "sources");
                told.set("sources", Json.sources(complete.sources()));
                return told;
            }, out);
        }
        frame("updates", modes.has(Mode.UPDATES), () -> update(LangGraphProtocol.NODE, List.of(answer.get())), out);
        last(answer, out);
    }

    private ObjectNode answer(StreamEvent.Complete complete) {
        ObjectNode answer = Messages.ai(runId, complete.finalContent(), complete.sources(), complete.usage(),
                Optional.of(complete.finishReason()), MessageStatus.COMPLETE);
        if (!complete.saved()) {
            answer.withObject("/response_metadata").put("saved", false);
        }
        return answer;
    }

    /** What there is of the answer stays in the state. */
    private void cancelled(FrameBuffer out) {
        if (length > 0) {
            frame("messages/complete", modes.has(Mode.MESSAGES), () -> array(ai(MessageStatus.CANCELLED)), out);
        }
        last(() -> ai(MessageStatus.CANCELLED), out);
    }

    private void last(Supplier<ObjectNode> answer, FrameBuffer out) {
        frame("values", modes.has(Mode.VALUES), () -> {
            List<ObjectNode> all = new ArrayList<>(before.get());
            if (length > 0) {
                all.add(answer.get());
            }
            return Messages.values(all);
        }, out);
        frame("end", true, JsonNodeFactory.instance::nullNode, out);
    }

    private ObjectNode ai(MessageStatus status) {
        return Messages.ai(runId, text.toString(), List.<Source>of(), Optional.<Usage>empty(),
                Optional.<FinishReason>empty(), status);
    }

    private static ArrayNode array(JsonNode first) {
        return JsonNodeFactory.instance.arrayNode().add(first);
    }

    private static ObjectNode update(String node, List<ObjectNode> messages) {
        ObjectNode update = Json.object();
        update.set(node, Messages.values(messages));
        return update;
    }

    private void frame(String event, boolean wanted, Supplier<JsonNode> data, FrameBuffer out) {
        number++;
        if (wanted && number > after) {
            out.put(ascii("event: " + event + "\ndata: ")).put(Json.bytes(data.get()));
            end(out);
        }
    }

    private void end(FrameBuffer out) {
        out.put(ID).putDecimal(number).put(FRAME_END).endFrame();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
