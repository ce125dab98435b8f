package dev.rill.chat.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Arguments of a tool call, read as leniently as models write them. Immutable. */
final class ToolArguments {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode object;

    private ToolArguments(JsonNode object) {
        this.object = object;
    }

    /** Without any where the text is no JSON object. */
    static ToolArguments of(String json) {
        try {
            return new ToolArguments(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return new ToolArguments(JSON.createObjectNode());
        }
    }

    /** What stands under the first name that is there: a text, or each text of a list; blank ones left out. */
    List<String> texts(String... names) {
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            JsonNode value = object.path(name);
            (value.isArray() ? value : List.of(value)).forEach(item -> {
                if (item.isValueNode() && !item.isNull() && !item.asText().isBlank()) {
                    texts.add(item.asText().strip());
                }
            });
            if (!texts.isEmpty()) {
                break;
            }
        }
        return texts.stream().distinct().toList();
    }

    Optional<String> text(String... names) {
        return texts(names).stream().findFirst();
    }

    /** A positive number, also where it is written as text. */
    OptionalInt line(String... names) {
        return text(names).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::parseInt).filter(line -> line > 0)
                .map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
