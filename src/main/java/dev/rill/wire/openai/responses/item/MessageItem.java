package dev.rill.wire.openai.responses.item;

import dev.rill.http.response.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer's text. One thread. */
public final class MessageItem extends OutputItem {
    private final StringBuilder text = new StringBuilder();
    private List<ObjectNode> annotations = List.of();

    /** @param index among the items of the response, from 0 */
    public MessageItem(String id, int index) {
        super(id, index);
    }

    public void add(String delta) {
        text.append(delta);
    }

    public String text() {
        return text.toString();
    }

    public List<ObjectNode> annotations() {
        return annotations;
    }

    public void close(boolean whole, List<ObjectNode> citations) {
        status = whole ? "completed" : "incomplete";
        annotations = citations;
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = opened();
        json.withArray("content").add(part());
        return json;
    }

    /** Its one content part. */
    public ObjectNode part() {
        return part(text.toString(), annotations);
    }

    public static ObjectNode part(String text, List<ObjectNode> annotations) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        ArrayNode array = part.putArray("annotations");
        annotations.forEach(array::add);
        part.putArray("logprobs");
        return part;
    }

    /** As it begins, before it has a part. */
    public ObjectNode opened() {
        ObjectNode json = Json.object().put("id", id()).put("type", "message").put("status", status)
                .put("role", "assistant");
        json.putArray("content");
        return json;
    }
}
