package dev.rill.wire.agui;

import dev.rill.chat.Question;
import dev.rill.chat.Question.Repeat;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.rights.Reader;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A {@code RunAgentInput}. Clients send the whole conversation each time; its last message of the user is the question,
 * and the thread has the others. Stateless.
 */
final class RunInput {

    private RunInput() {
    }

    /** A question that is still to be checked. What only Rill knows is in {@code forwardedProps}. */
    static Question question(JsonNode input, String owner, Reader reader) {
        JsonNode message = lastOfUser(input.path("messages"));
        JsonNode more = input.path("forwardedProps");
        String id = message.path("id").stringValue("");
        return new Question(owner, reader, input.path("threadId").stringValue(""), text(message.path("content")),
                Optional.ofNullable(more.path("systemMessage").stringValue(null)),
                "continue".equals(more.path("onDisconnect").stringValue(null)),
                id.isEmpty() ? new Repeat.No() : new Repeat.InPlace(id));
    }

    /** The client's own name for the run, which its events have to carry. */
    static String runId(JsonNode input) {
        return input.path("runId").stringValue("");
    }

    private static JsonNode lastOfUser(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if ("user".equals(messages.path(i).path("role").stringValue(null))) {
                return messages.path(i);
            }
        }
        throw wrong("messages has to hold one of the user");
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.stringValue("");
        }
        if (content.valueStream().anyMatch(part -> !isText(part))) {
            throw wrong("Only text can be asked about here");
        }
        return content.valueStream().map(part -> part.path("text").stringValue("")).collect(Collectors.joining("\n\n"));
    }

    private static boolean isText(JsonNode part) {
        return "text".equals(part.path("type").stringValue(null));
    }

    private static ProblemException wrong(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).exception();
    }
}
