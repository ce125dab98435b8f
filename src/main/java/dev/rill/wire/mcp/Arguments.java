package dev.rill.wire.mcp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** The arguments of a tool's call, as its input schema has them; others are passed over. Immutable. */
record Arguments(JsonNode json) {
    private static final int MOST_TEXTS = 50;

    /** Says what is wrong, so that a model can call anew. */
    static final class WrongArgumentException extends RuntimeException {
        private final String why;

        WrongArgumentException(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /** @throws WrongArgumentException where it is missing, blank, too long or no text */
    String text(String name, int mostChars) {
        return optional(name, mostChars).orElseThrow(() -> new WrongArgumentException(name + " is missing or blank."));
    }

    Optional<String> optional(String name, int mostChars) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isString()) {
            throw new WrongArgumentException(name + " has to be a text.");
        }
        return value.map(node -> bounded(name, node.stringValue(), mostChars)).filter(text -> !text.isBlank());
    }

    List<String> texts(String name, int mostChars) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray() || value.get().size() > MOST_TEXTS
                || !value.get().valueStream().allMatch(JsonNode::isString)) {
            throw new WrongArgumentException(name + " has to be a list of up to " + MOST_TEXTS + " texts.");
        }
        return value.stream().flatMap(JsonNode::valueStream).map(node -> bounded(name, node.stringValue(), mostChars))
                .toList();
    }

    OptionalInt integer(String name, int least, int most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < least
                || number.intValue() > most) {
            throw new WrongArgumentException(name + " has to be a whole number from " + least + " to " + most + ".");
        }
        return OptionalInt.of(number.intValue());
    }

    private Optional<JsonNode> value(String name) {
        return json.optional(name).filter(node -> !node.isNull());
    }

    private static String bounded(String name, String text, int mostChars) {
        if (text.length() > mostChars) {
            throw new WrongArgumentException(name + " may have " + mostChars + " characters.");
        }
        return text;
    }

    /** Without the arguments. */
    @Override
    public String toString() {
        return "Arguments[]";
    }
}
