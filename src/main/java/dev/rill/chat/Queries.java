package dev.rill.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rill.model.ModelEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is looked for. */
final class Queries {
    private static final int SHOWN_CHARS = 100;
    private static final JsonFactory JSON = new JsonFactory();

    private Queries() {
    }

    /**
     * The question itself; with the one before it, so that a follow-up ("and in Docker?") finds its documents too.
     */
    static List<String> of(WorkflowContext context) {
        String question = context.question();
        return context.history().isEmpty() ? List.of(question)
                : List.of(question, context.history().getLast().question() + "\n" + question);
    }

    /** What the model asked for; the question where it asked for nothing that can be read. */
    static List<String> of(List<ModelEvent.ToolCall> calls, String question) {
        List<String> queries = calls.stream().flatMap(call -> query(call.argumentsJson()).stream()).distinct().toList();
        return queries.isEmpty() ? List.of(question) : queries;
    }

    /** A query as a person reads it, on one line. */
    static String shown(String query) {
        String line = query.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SHOWN_CHARS ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARS - 1)) + "…";
    }

    private static Optional<String> query(String argumentsJson) {
        try (JsonParser json = JSON.createParser(argumentsJson)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING && "query".equals(json.currentName())) {
                    return Optional.of(json.getText()).filter(query -> !query.isBlank());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
