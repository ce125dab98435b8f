package dev.rill.model.completion;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of a chunk, taken from a tree of the whole JSON: slow and plain, to compare with. */
public final class CompletionChunkTree {
    /** Parsers differ over one in a name. */
    private static final Pattern HALF_PAIR = Pattern.compile("\\\\u[dD][89a-fA-F]");

    /** Numbers that are read as a long, and must not be larger. */
    private static final Pattern LARGE_NUMBER = Pattern.compile("\\d{19}");

    /** What tells of a choice beside its delta's text has tests of its own. */
    private static final Pattern BESIDE_DELTAS = Pattern.compile("\"(message|extra_content|refusal)\"");

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).maxNameLength(1024).build())
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final JsonMapper strict = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public sealed interface Reading {

        record Text(String content) implements Reading {
        }

        /** A member stands there twice, or so: everybody may take it as they like. */
        record Ambiguous() implements Reading {
        }

        /** Or not one object. */
        record NotJson() implements Reading {
        }
    }

    public Reading read(byte[] json) {
        JsonNode root;
        try {
            root = mapper.readTree(json);
        } catch (JacksonException e) {
            return HALF_PAIR.matcher(new String(json, StandardCharsets.UTF_8)).find()
                    ? new Reading.Ambiguous() : new Reading.NotJson();
        }
        try {
            strict.readTree(json);
        } catch (StreamReadException e) {
            return new Reading.Ambiguous();
        }
        if (root.isNull() || root.isEmpty() && root.isArray() || root.isString() && root.stringValue().isEmpty()) {
            return new Reading.Text("");
        }
        if (!root.isObject()) {
            return new Reading.NotJson();
        }
        if (root.path("choices").size() > 1 || BESIDE_DELTAS.matcher(root.path("choices").toString()).find()) {
            return new Reading.Ambiguous();
        }
        if (LARGE_NUMBER.matcher(new String(json, StandardCharsets.UTF_8)).find()) {
            return new Reading.Ambiguous();
        }
        StringBuilder text = new StringBuilder();
        JsonNode delta = root.path("choices").isArray()
                ? root.path("choices").path(0).path("delta") : root.path("none");
        if (delta.isObject()) {
            delta.properties().forEach(member -> {
                if (member.getKey().equals("content") || member.getKey().equals("refusal")) {
                    add(member.getValue(), text);
                }
            });
        }
        return new Reading.Text(text.toString());
    }

    private static void add(JsonNode content, StringBuilder text) {
        if (content.isString()) {
            text.append(content.stringValue());
        } else if (content.isArray()) {
            for (JsonNode part : content) {
                String type = part.path("type").isString() ? part.path("type").stringValue() : "";
                if (part.path("text").isString() && !type.contains("think") && !type.contains("reason")) {
                    text.append(part.path("text").stringValue());
                }
            }
        }
    }
}
