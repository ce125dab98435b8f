package dev.rill.wire.openai.responses;

import dev.rill.http.response.Json;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.openai.responses.item.MessageItem;
import dev.rill.wire.openai.responses.item.OutputItem;
import dev.rill.wire.openai.responses.item.SearchItem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stream as events of the Responses API: named, numbered in {@code sequence_number} from 0 on without a gap, and
 * {@code [DONE]} behind the last. What was opened is done before the response ends. One client's.
 */
final class ResponseEncoder implements EventEncoder, ResponseListener {
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] DELTA = ascii("event: response.output_text.delta\ndata: "
            + "{\"type\":\"response.output_text.delta\",\"sequence_number\":");
    private static final byte[] DELTA_END = ascii("\",\"logprobs\":[]}\n\n");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");

    private final ResponseProgress progress;
    private FrameBuffer out = new FrameBuffer(0);
    private byte[] deltaOfMessage = {};
    private long sequence;

    /** @param progress of this client's own, at its beginning */
    ResponseEncoder(ResponseProgress progress) {
        this.progress = progress;
    }

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer frames) {
        out = frames;
        progress.take(event, this);
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    @Override
    public void begun() {
        response("response.created");
        response("response.in_progress");
    }

    @Override
    public void opened(SearchItem search) {
        item("response.output_item.added", search, search.json());
        of("response.file_search_call.in_progress", search);
    }

    @Override
    public void searching(SearchItem search, StreamEvent.Step step) {
        ObjectNode event = place("response.file_search_call.searching", search);
        Json.step(event.putObject("rill"), step);
        send(event);
    }

    @Override
    public void closed(SearchItem search, boolean whole) {
        if (whole) {
            of("response.file_search_call.completed", search);
        }
    }

    @Override
    public void done(SearchItem search) {
        item("response.output_item.done", search, search.json());
    }

    @Override
    public void opened(MessageItem message) {
        deltaOfMessage = ascii(",\"item_id\":\"" + message.id() + "\",\"output_index\":" + message.index()
                + ",\"content_index\":0,\"delta\":\"");
        item("response.output_item.added", message, message.opened());
        part("response.content_part.added", message, MessageItem.part("", List.of()));
    }

    @Override
    public void delta(MessageItem message, String content) {
        out.put(DELTA).putDecimal(sequence++).put(deltaOfMessage).putJsonChars(content).put(DELTA_END).endFrame();
    }

    @Override
    public void done(MessageItem message) {
        int number = 0;
        for (ObjectNode annotation : message.annotations()) {
            ObjectNode event = inMessage("response.output_text.annotation.added", message)
                    .put("annotation_index", number++);
            event.set("annotation", annotation);
            send(event);
        }
        ObjectNode text = inMessage("response.output_text.done", message).put("text", message.text());
        text.putArray("logprobs");
        send(text);
        part("response.content_part.done", message, message.part());
        item("response.output_item.done", message, message.json());
    }

    @Override
    public void ended() {
        response(switch (progress.end()) {
            case ResponseEnd.Completed _ -> "response.completed";
            case ResponseEnd.Failed _ -> "response.failed";
            case ResponseEnd.Incomplete _, ResponseEnd.Cancelled _ -> "response.incomplete";
            case ResponseEnd.Open _ -> throw new IllegalStateException("it has not ended");
        });
        out.put(DONE).endFrame();
    }

    private void response(String type) {
        ObjectNode event = event(type);
        event.set("response", progress.json());
        send(event);
    }

    private void of(String type, OutputItem item) {
        send(place(type, item));
    }

    private void item(String type, OutputItem item, ObjectNode json) {
        ObjectNode event = event(type).put("output_index", item.index());
        event.set("item", json);
        send(event);
    }

    private void part(String type, MessageItem message, ObjectNode part) {
        ObjectNode event = inMessage(type, message);
        event.set("part", part);
        send(event);
    }

    private ObjectNode inMessage(String type, MessageItem message) {
        return place(type, message).put("content_index", 0);
    }

    private ObjectNode place(String type, OutputItem item) {
        return event(type).put("item_id", item.id()).put("output_index", item.index());
    }

    private ObjectNode event(String type) {
        return Json.object().put("type", type).put("sequence_number", sequence++);
    }

    private void send(ObjectNode event) {
        out.put(EVENT).put(ascii(event.get("type").stringValue())).put(DATA).put(Json.bytes(event)).put(END)
                .endFrame();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
