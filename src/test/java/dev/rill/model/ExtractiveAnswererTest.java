package dev.rill.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.ModelRequest.Excerpt;
import dev.rill.stream.Cancellation;
import dev.rill.stream.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtractiveAnswererTest {
    private static final String ERRORS = """
            # Errors

            Every request can fail. In case of validation errors, the response would be:

            ```text
            HTTP/1.1 400 Bad Request
            ```

            Messages are for developers, e.g. Those who read logs. They have no dot at the end.
            """;

    @Test
    void quotesTheSentenceThatAnswersWithItsCodeAndItsNumber() {
        String answer = answer("Which status does a validation error return?",
                List.of(new Excerpt(3, "rest/errors.md", "Errors", ERRORS)));

        assertTrue(answer.startsWith(AnswerPhrases.ENGLISH.lead() + "\n\n**Errors** [3]\n\n"
                + "> In case of validation errors, the response would be:\n>\n> ```text\n> HTTP/1.1 400 Bad "
                + "Request\n> ```\n"),
                answer);
        assertTrue(answer.endsWith("\n\n" + ExtractiveAnswerer.NOTICE), answer);
    }

    @Test
    void saysSoWhenTheDocumentsHoldNoAnswer() {
        assertEquals(AnswerPhrases.ENGLISH.nothing() + "\n\n" + ExtractiveAnswerer.NOTICE,
                answer("Who won the world cup?", List.of(new Excerpt(1, "a.md", "Errors", ERRORS))));
        assertEquals(AnswerPhrases.ENGLISH.nothing() + "\n\n" + ExtractiveAnswerer.NOTICE,
                answer("Anything?", List.of()));
    }

    @Test
    void streamsAboutAWordAtATime() {
        List<String> deltas = deltas("validation errors", List.of(new Excerpt(1, "a.md", "Errors", ERRORS)));

        assertTrue(deltas.size() > 20);
        for (String delta : deltas) {
            assertFalse(delta.isEmpty());
            assertEquals(1, delta.strip().split("\\s+").length, delta);
        }
    }

    private static String answer(String question, List<Excerpt> excerpts) {
        return String.join("", deltas(question, excerpts));
    }

    private static List<String> deltas(String question, List<Excerpt> excerpts) {
        ModelRequest request = new ModelRequest(List.of(), ModelRequest.Tools.NONE, question, excerpts);
        List<String> deltas = new ArrayList<>();
        try (ExtractiveAnswerer answerer = new ExtractiveAnswerer();
             ModelCall call = answerer.call(request, new Cancellation())) {
            ModelEvent event = call.next();
            while (event instanceof ModelEvent.Text text) {
                deltas.add(text.content());
                event = call.next();
            }
            assertEquals(new ModelEvent.Finished(FinishReason.STOP, Optional.empty()), event);
        }
        return deltas;
    }
}
