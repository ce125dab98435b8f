package dev.rill.wire.aisdk;

import dev.rill.chat.Question.Repeat;
import dev.rill.chat.Question;
import dev.rill.rights.Reader;
import dev.rill.wire.Members;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        String thread = Members.text(Members.object(body), "id")
                .orElseThrow(() -> Members.invalid("/id", "id is missing"));
        String message = last(body);
        Optional<String> id = Members.textAt(body, message + "/id").filter(said -> !said.isEmpty());
        return new Question(owner, reader, thread, text(body, message + "/parts"), Members.text(body, "systemMessage"),
                Members.text(body, "onDisconnect").filter("continue"::equals).isPresent(),
                id.<Repeat>map(Repeat.InPlace::new).orElseGet(Repeat.No::new));
    }

    /** Points to it. Where the answer is wanted anew, messages of the assistant may follow it. */
    private static String last(JsonNode body) {
        if (isUsers(Members.object(body, "message"))) {
            return "/message";
        }
        JsonNode messages = Members.array(body, "messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (isUsers(messages.path(i))) {
                return "/messages/" + i;
            }
        }
        throw Members.invalid("/messages", "messages has to hold one of the user");
    }

    private static boolean isUsers(JsonNode message) {
        return "user".equals(message.path("role").stringValue(null));
    }

    private static String text(JsonNode body, String at) {
        JsonNode parts = body.at(at);
        if (!parts.isArray()) {
            throw Members.invalid(at, "The question's message has to have an array of parts");
        }
        if (parts.valueStream().anyMatch(part -> "file".equals(type(part)))) {
            throw Members.invalid(at, "Files cannot be asked about here; ask in words");
        }
        return IntStream.range(0, parts.size()).filter(i -> "text".equals(type(parts.get(i))))
                .mapToObj(i -> Members.textAt(body, at + "/" + i + "/text").orElse(""))
                .collect(Collectors.joining("\n\n"));
    }

    private static String type(JsonNode part) {
        return part.path("type").stringValue("");
    }
}
