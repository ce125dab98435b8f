package dev.rill.wire.aisdk;

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
 * What the AI SDK posts, {@code {id, messages, trigger, messageId}}: of the messages only the last one of the user is
 * looked at, since the thread has the others. It may also come alone, as {@code message}. Stateless.
 */
final class ChatBody {

    private ChatBody() {
    }

    /** A question that is still to be checked. */
    static Question question(JsonNode body, String owner, Reader reader) {
        JsonNode message = last(body);
        String id = message.path("id").stringValue("");
        return new Question(owner, reader, body.path("id").stringValue(""), text(message),
                Optional.ofNullable(body.path("systemMessage").stringValue(null)),
                "continue".equals(body.path("onDisconnect").stringValue(null)),
                id.isEmpty() ? new Repeat.No() : new Repeat.InPlace(id));
    }

    /** Where the answer is wanted anew, messages of the assistant may follow it. */
    private static JsonNode last(JsonNode body) {
        JsonNode alone = body.path("message");
        if (isUsers(alone)) {
            return alone;
        }
        JsonNode messages = body.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (isUsers(messages.path(i))) {
                return messages.path(i);
            }
        }
        throw wrong("messages has to hold one of the user");
    }

    private static boolean isUsers(JsonNode message) {
        return "user".equals(message.path("role").stringValue(null));
    }

    private static String text(JsonNode message) {
        JsonNode parts = message.path("parts");
        if (parts.valueStream().anyMatch(part -> "file".equals(type(part)))) {
            throw wrong("Files cannot be asked about here; ask in words");
        }
        return parts.valueStream().filter(part -> "text".equals(type(part)))
                .map(part -> part.path("text").stringValue("")).collect(Collectors.joining("\n\n"));
    }

    private static String type(JsonNode part) {
        return part.path("type").stringValue("");
    }

    private static ProblemException wrong(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).exception();
    }
}
