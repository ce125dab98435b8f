package dev.rill.wire.agui;

import dev.rill.chat.Question.Repeat;
import dev.rill.chat.Question;
import dev.rill.rights.Reader;
import dev.rill.wire.Members;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        String thread = Members.text(Members.object(input), "threadId")
                .orElseThrow(() -> Members.invalid("/threadId", "threadId is missing"));
        String message = lastOfUser(Members.array(input, "messages"));
        Optional<String> id = Members.textAt(input, message + "/id").filter(said -> !said.isEmpty());
        return new Question(owner, reader, thread, text(input, message + "/content"),
                Members.textAt(input, "/forwardedProps/systemMessage"),
                Members.textAt(input, "/forwardedProps/onDisconnect").filter("continue"::equals).isPresent(),
                id.<Repeat>map(Repeat.InPlace::new).orElseGet(Repeat.No::new));
    }

    /** The client's own name for the run, which its events have to carry. */
    static String runId(JsonNode input) {
        return Members.text(input, "runId").orElse("");
    }

    /** Points to it. */
    private static String lastOfUser(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if ("user".equals(messages.path(i).path("role").stringValue(null))) {
                return "/messages/" + i;
            }
        }
        throw Members.invalid("/messages", "messages has to hold one of the user");
    }

    private static String text(JsonNode input, String at) {
        JsonNode content = input.at(at);
        if (!content.isArray()) {
            return Members.textAt(input, at).orElse("");
        }
        if (content.valueStream().anyMatch(part -> !isText(part))) {
            throw Members.invalid(at, "Only text can be asked about here");
        }
        return IntStream.range(0, content.size())
                .mapToObj(i -> Members.textAt(input, at + "/" + i + "/text").orElse(""))
                .collect(Collectors.joining("\n\n"));
    }

    private static boolean isText(JsonNode part) {
        return "text".equals(part.path("type").stringValue(null));
    }
}
