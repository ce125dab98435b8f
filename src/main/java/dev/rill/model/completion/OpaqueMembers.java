package dev.rill.model.completion;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members of an answer that mean nothing to Rill, but that a server wants back with the tool calls they came with: the
 * {@code extra_content} of Gemini, the {@code reasoning_content} of DeepSeek, the {@code reasoning_details} of
 * OpenRouter, the {@code thinking_blocks} of LiteLLM. Puts their deltas together: text is joined, parts of a list are
 * joined where they are of one kind, and of all else the last one counts. Used by one thread.
 */
public final class OpaqueMembers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_CHARS = SseReader.MOST_BYTES;
    /** Members of a part that come in pieces. */
    private static final List<String> PIECES = List.of("text", "thinking", "summary", "data");

    private final Map<String, StringBuilder> texts = new LinkedHashMap<>(2);
    private final Map<String, JsonNode> values = new LinkedHashMap<>(2);
    private int chars;

    /** @param json JSON text, or the text itself */
    record Member(String name, String json, boolean isText) {
        /** Without what it holds. */
        @Override
        public String toString() {
            return "Member[" + json.length() + " characters]";
        }

        static Member json(String name, String json) {
            return new Member(name, json, false);
        }

        static Member text(String name, String text) {
            return new Member(name, text, true);
        }
    }

    void add(Member member) {
        chars += member.json().length();
        if (chars > MOST_CHARS) {
            texts.clear();
            values.clear();
        } else if (member.isText()) {
            texts.computeIfAbsent(member.name(), _ -> new StringBuilder()).append(member.json());
        } else {
            values.merge(member.name(), tree(member.json()), OpaqueMembers::joined);
        }
    }

    /** All as a JSON object; empty where there is nothing. */
    String json() {
        if (texts.isEmpty() && values.isEmpty()) {
            return "";
        }
        ObjectNode object = JSON.createObjectNode();
        texts.forEach((name, text) -> object.put(name, text.toString()));
        values.forEach(object::set);
        return TextCleaner.whole(object.toString());
    }

    private static JsonNode joined(JsonNode before, JsonNode more) {
        if (before instanceof ArrayNode list && more instanceof ArrayNode parts) {
            parts.forEach(part -> add(part, list));
            return list;
        }
        return more.isEmpty() && !before.isEmpty() ? before : more;
    }

    private static void add(JsonNode part, ArrayNode list) {
        JsonNode last = list.get(list.size() - 1);
        if (!(last instanceof ObjectNode open) || !part.isObject() || !continues(open, part)) {
            list.add(part);
            return;
        }
        part.properties().forEach(member -> {
            JsonNode had = open.get(member.getKey());
            if (PIECES.contains(member.getKey()) && had instanceof TextNode && member.getValue().isTextual()) {
                open.put(member.getKey(), had.asText() + member.getValue().asText());
            } else if (!member.getValue().isNull()) {
                open.set(member.getKey(), member.getValue());
            }
        });
    }

    /** A signature ends a part. */
    private static boolean continues(ObjectNode open, JsonNode part) {
        return open.path("type").equals(part.path("type")) && open.path("index").equals(part.path("index"))
                && open.path("signature").asText("").isEmpty();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what was read as JSON is none", e);
        }
    }

    /** Writes the members of a JSON object into the object that is open; none for an empty text. */
    public static void write(String object, JsonGenerator out) throws IOException {
        if (!object.isEmpty()) {
            for (Map.Entry<String, JsonNode> member : tree(object).properties()) {
                out.writeFieldName(member.getKey());
                out.writeRawValue(member.getValue().toString());
            }
        }
    }
}
