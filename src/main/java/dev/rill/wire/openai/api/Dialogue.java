package dev.rill.wire.openai.api;

import dev.rill.chat.UnstoredQuestion;
import dev.rill.chat.WorkflowContext.Turn;
import dev.rill.rights.Reader;
import dev.rill.wire.Members;
import dev.rill.wire.SourceList;
import dev.rill.wire.TextLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The messages of a request, taken in one after the other: the last is the question, those before it are the turns, and
 * what system and developer say is the system message. What tools said to other programs is passed over. One thread.
 */
public final class Dialogue {
    private static final String BETWEEN = "\n\n";

    private final List<Turn> turns = new ArrayList<>();
    private final List<String> system = new ArrayList<>();
    private Optional<String> question = Optional.empty();
    private Optional<String> answer = Optional.empty();

    /**
     * @param at points to the message (RFC 6901)
     * @throws dev.rill.http.problem.ProblemException where it cannot be read
     */
    public void take(JsonNode message, String at) {
        if (!message.isObject()) {
            throw Members.invalid(at, "A message has to be an object");
        }
        JsonNode content = message.path("content");
        switch (message.path("role").asString("")) {
            case "system", "developer" -> instruct(Content.required(content, at + "/content"));
            case "user" -> ask(Content.required(content, at + "/content"));
            case "assistant" -> answer(SourceList.without(Content.optional(content, at + "/content")));
            case "tool", "function" -> answer("");
            default -> throw Members.invalid(at + "/role",
                    "role has to be system, developer, user, assistant or tool");
        }
    }

    /** Adds to the system message. */
    public void instruct(String text) {
        system.add(text);
    }

    public void ask(String text) {
        question.ifPresent(asked -> turns.add(new Turn(asked, answer.orElse(""))));
        question = Optional.of(text);
        answer = Optional.empty();
    }

    /** What is said before anything was asked is no part of a turn; nothing where the assistant called a tool. */
    public void answer(String text) {
        if (question.isPresent()) {
            answer = Optional.of(answer.filter(said -> !said.isEmpty())
                    .map(said -> text.isEmpty() ? said : said + BETWEEN + text).orElse(text));
        }
    }

    /**
     * @param members of the body: where the messages are, the last of them, and what it says there
     * @throws dev.rill.http.problem.ProblemException where they ask nothing, or too much
     */
    public UnstoredQuestion question(String owner, Reader reader, TextLimits limits, Where members) {
        String asked = question.filter(_ -> answer.isEmpty()).orElseThrow(() -> Members.invalid(members.last(),
                "The last message has to be the user's: it is what is asked"));
        if (asked.isBlank()) {
            throw Members.invalid(members.text(), "The question is blank");
        }
        require(asked, limits.message(), members.text(), "The question", "RILL_MAX_MESSAGE_CHARS");
        String told = String.join(BETWEEN, system);
        require(told, limits.systemMessage(), members.all(), "The system message", "RILL_MAX_SYSTEM_MESSAGE_CHARS");
        return new UnstoredQuestion(owner, reader, asked, told.isBlank() ? Optional.empty() : Optional.of(told), turns);
    }

    /** Pointers into a body (RFC 6901). */
    public record Where(String all, String last, String text) {
    }

    private static void require(String text, int most, String at, String what, String setting) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            throw Members.invalid(at, what + " has " + length + " characters; this server takes " + most + " ("
                    + setting + ")");
        }
    }
}
