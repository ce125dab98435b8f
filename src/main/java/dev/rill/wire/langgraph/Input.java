package dev.rill.wire.langgraph;

import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.http.response.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The messages of a run's input, in any of the forms that LangChain takes for one: a text, a pair of role and text, or
 * an object with {@code type} or {@code role}. The last of the user is the question. Immutable.
 *
 * @param id     of the question, empty where it has none
 * @param system what the messages of the system say
 * @param before the turns before the question
 */
record Input(String question, String id, Optional<String> system, List<Turn> before) {
    private static final String BETWEEN = "\n\n";

    private record Said(String role, String text, String id) {

        boolean isUsers() {
            return role.equals("human") || role.equals("user");
        }

        /** Without what is said. */
        @Override
        public String toString() {
            return "Said[" + text.length() + " characters]";
        }
    }

    /** Empty where there is no input at all, by which a client asks to go on. */
    static Optional<Input> of(JsonNode input) {
        if (!Json.present(input)) {
            return Optional.empty();
        }
        JsonNode messages = input.isObject() ? input.path("messages") : input;
        List<Said> said = new ArrayList<>();
        if (messages.isArray() && !isPair(messages)) {
            messages.forEach(message -> said.add(said(message)));
        } else if (Json.present(messages)) {
            said.add(said(messages));
        }
        return Optional.of(of(said));
    }

    private static Input of(List<Said> said) {
        int last = said.size() - 1;
        while (last >= 0 && !said.get(last).isUsers()) {
            last--;
        }
        if (last < 0) {
            throw Refusals.invalid("input has to be {\"messages\": […]} with one message of the user");
        }
        String system = said.stream().filter(message -> isSystem(message.role())).map(Said::text)
                .collect(Collectors.joining(BETWEEN));
        Said question = said.get(last);
        return new Input(question.text(), question.id(), system.isBlank() ? Optional.empty() : Optional.of(system),
                turns(said.subList(0, last)));
    }

    /** What an assistant says before anything was asked is no part of a turn. */
    private static List<Turn> turns(List<Said> said) {
        List<Turn> turns = new ArrayList<>();
        for (Said message : said) {
            if (message.isUsers()) {
                turns.add(new Turn(message.text(), ""));
            } else if (!isSystem(message.role()) && !isTool(message.role()) && !turns.isEmpty()) {
                Turn asked = turns.removeLast();
                turns.add(new Turn(asked.question(),
                        asked.answer().isEmpty() ? message.text() : asked.answer() + BETWEEN + message.text()));
            }
        }
        return List.copyOf(turns);
    }

    /** Without what is asked and told. */
    @Override
    public String toString() {
        return "Input[" + question.length() + " characters, before=" + before.size() + "]";
    }

    private static boolean isSystem(String role) {
        return role.equals("system") || role.equals("developer");
    }

    private static boolean isTool(String role) {
        return role.equals("tool") || role.equals("function");
    }

    private static boolean isPair(JsonNode messages) {
        return messages.size() == 2 && messages.get(0).isString() && messages.get(1).isString();
    }

    private static Said said(JsonNode message) {
        if (message.isString()) {
            return new Said("human", message.stringValue(), "");
        }
        if (message.isArray() && isPair(message)) {
            return new Said(message.get(0).stringValue(), message.get(1).stringValue(), "");
        }
        if (!message.isObject()) {
            throw Refusals.invalid("A message has to be a text, a pair of role and text, or an object");
        }
        String role = message.path("type").stringValue(message.path("role").stringValue(""));
        return new Said(role, text(message.path("content")), message.path("id").stringValue(""));
    }

    private static String text(JsonNode content) {
        if (Json.present(content) && !content.isString() && !content.isArray()) {
            throw Refusals.invalid("The content of a message has to be a string or an array of parts");
        }
        if (!content.isArray()) {
            return content.stringValue("");
        }
        if (content.valueStream().anyMatch(part -> !part.isString() && !part.path("text").isString())) {
            throw Refusals.invalid("Only text can be asked about here");
        }
        return content.valueStream().map(part -> part.isString() ? part.stringValue() : part.get("text").stringValue())
                .collect(Collectors.joining(BETWEEN));
    }
}
