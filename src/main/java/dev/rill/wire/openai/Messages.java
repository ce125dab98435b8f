package dev.rill.wire.openai;

import dev.rill.chat.UnstoredQuestion;
import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.rights.Reader;
import dev.rill.wire.TextLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The messages of a request, taken in one after the other: the last is the question, those before it are the turns, and
 * what system and developer say is the system message. What tools said to other programs is passed over. One thread.
 */
final class Messages {
    private static final String BETWEEN = "\n\n";

    private final List<Turn> turns = new ArrayList<>();
    private final List<String> system = new ArrayList<>();
    private Optional<String> question = Optional.empty();
    private Optional<String> answer = Optional.empty();

    private Messages() {
    }

    /** @throws dev.rill.http.problem.ProblemException where they ask nothing, or what cannot be read */
    static UnstoredQuestion question(JsonNode messages, String owner, Reader reader, TextLimits limits) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw OpenAiErrors.invalid("/messages", "messages has to be an array of at least one message");
        }
        Messages taken = new Messages();
        for (int i = 0; i < messages.size(); i++) {
            taken.take(messages.get(i), "/messages/" + i);
        }
        return taken.question(owner, reader, limits, "/messages/" + (messages.size() - 1));
    }

    private void take(JsonNode message, String at) {
        if (!message.isObject()) {
            throw OpenAiErrors.invalid(at, "A message has to be an object");
        }
        JsonNode content = message.path("content");
        switch (message.path("role").asString("")) {
            case "system", "developer" -> system.add(Content.required(content, at + "/content"));
            case "user" -> {
                endTurn();
                question = Optional.of(Content.required(content, at + "/content"));
            }
            case "assistant" -> answer(Content.optional(content, at + "/content"));
            case "tool", "function" -> answer("");
            default -> throw OpenAiErrors.invalid(at + "/role",
                    "role has to be system, developer, user, assistant or tool");
        }
    }

    /** What is said before anything was asked is no part of a turn. */
    private void answer(String text) {
        if (question.isPresent()) {
            answer = Optional.of(answer.filter(said -> !said.isEmpty())
                    .map(said -> text.isEmpty() ? said : said + BETWEEN + text).orElse(text));
        }
    }

    private void endTurn() {
        question.ifPresent(asked -> turns.add(new Turn(asked, answer.orElse(""))));
        question = Optional.empty();
        answer = Optional.empty();
    }

    private UnstoredQuestion question(String owner, Reader reader, TextLimits limits, String last) {
        String asked = question.filter(_ -> answer.isEmpty()).orElseThrow(() -> OpenAiErrors.invalid(last + "/role",
                "The last message has to be the user's: it is what is asked"));
        if (asked.isBlank()) {
            throw OpenAiErrors.invalid(last + "/content", "The question is blank");
        }
        require(asked, limits.message(), last + "/content", "The question", "RILL_MAX_MESSAGE_CHARS");
        String told = String.join(BETWEEN, system);
        require(told, limits.systemMessage(), "/messages", "The system message", "RILL_MAX_SYSTEM_MESSAGE_CHARS");
        return new UnstoredQuestion(owner, reader, asked, told.isBlank() ? Optional.empty() : Optional.of(told), turns);
    }

    private static void require(String text, int most, String at, String what, String setting) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            throw OpenAiErrors.invalid(at, what + " has " + length + " characters; this server takes " + most + " ("
                    + setting + ")");
        }
    }
}
