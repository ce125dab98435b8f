package dev.rill.evaluation.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.evaluation.question.QuestionFile.Reading;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionFileTest {

    @Test
    void whatTheFileSaysIsRead() throws IOException {
        QuestionSet set = set("""
                language: en
                refusals: [kein Treffer]
                thresholds:
                  hit@1: 80%
                  p99: 2s
                  de: {quoted: .5}
                questions:
                  - id: leave
                    question: How many days off?
                    file: leave.md
                    text: [30 days, thirty]
                  - question: And when I am ill?
                    follows: leave
                    files: {ill.md: 3, leave.md: 1}
                  - question: Und danach?
                    language: de
                    follows: true
                    text: Attest
                  - question: What does the dog eat?
                    answerable: false
                """);
        assertEquals(List.of("kein Treffer"), set.refusals());
        assertEquals(List.of(new Threshold("all", Figure.HIT_1, 0.8), new Threshold("all", Figure.P99, 2000),
                new Threshold("de", Figure.QUOTED, 0.5)), set.thresholds());
        EvaluationQuestion leave = set.questions().get(0);
        assertEquals("leave", leave.id());
        assertEquals(8, leave.line());
        assertEquals("How many days off?", leave.question());
        assertEquals(Map.of("leave.md", 1), leave.files());
        assertEquals(List.of("30 days", "thirty"), leave.texts());
        assertEquals("en", leave.language());
        EvaluationQuestion ill = set.questions().get(1);
        assertEquals(Optional.of("leave"), ill.follows());
        assertEquals(Map.of("ill.md", 3, "leave.md", 1), ill.files());
        EvaluationQuestion then = set.questions().get(2);
        assertEquals(Optional.of(ill.id()), then.follows());
        assertEquals("de", then.language());
        assertTrue(then.answerable());
        assertFalse(set.questions().get(3).answerable());
    }

    @Test
    void aFollowUpInTwoConversationsIsTwoQuestions() throws IOException {
        QuestionSet set = set("""
                questions:
                  - {id: a, question: "How on Linux?", file: a.md}
                  - {question: "And on Windows?", follows: a, file: b.md}
                  - {id: c, question: "How in Docker?", file: c.md}
                  - {question: "And on Windows?", follows: c, file: d.md}
                """);
        assertEquals(4, set.questions().stream().map(EvaluationQuestion::id).distinct().count());
    }

    /** Lines are counted with the one that is put before: {@code questions:}, or nothing where the text has its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            - {question: "Where?"}                          | q.yaml line 2: nothing says what a good answer is
            - {file: a.md}                                | q.yaml line 2: there is no question
            - {question: "Where?", fil: a.md}               | q.yaml line 2: unknown key fil; allowed are answerable, file
            - {question: "Where?", file: a.md, follows: x}  | q.yaml line 2: follows names x, and no question above has this id
            - {question: "Where?", file: a.md, follows: true} | q.yaml line 2: there is no question before this one
            - {question: "Where?", files: {a.md: best}}     | q.yaml line 2: the relevance of a.md is a whole number from 1 to 100
            - {question: "Where?", answerable: maybe}       | q.yaml line 2: this must be true or false
            - {question: "Where?", file: a.md, answerable: false} | q.yaml line 2: a question that is not answerable has neither
            - {question: "Where?", file: a.md, files: b.md} | q.yaml line 2: file and files are the same
            - Where is it?                                | q.yaml line 2: a question must hold keys
            - {question: "Where?", file: [a: b              | q.yaml line 3 is not YAML
            - {question: [Where, Why], file: a.md}        | q.yaml line 2: this must be one value
            """)
    void aFaultIsReportedWithItsLine(String line, String expected) throws IOException {
        List<String> errors = errors("questions:\n  " + line + "\n");
        assertTrue(errors.getFirst().startsWith(expected), errors::toString);
    }

    @Test
    void allFaultsAreReportedAtOnce() throws IOException {
        List<String> errors = errors("""
                threshold: {}
                thresholds: {hit@2: 80%, hit@1: most, p50: 80%}
                questions:
                  - {question: "Where?", file: a.md}
                  - {question: "Where?", file: a.md}
                """);
        assertEquals(5, errors.size(), errors::toString);
        assertTrue(errors.get(0).startsWith("q.yaml line 1: unknown key threshold"), errors::toString);
        assertTrue(errors.get(1).startsWith("q.yaml line 5: this is the same question as in line 4"), errors::toString);
        assertTrue(errors.get(2).startsWith("q.yaml line 2: there is no figure hit@2; there are hit@1"),
                errors::toString);
        assertTrue(errors.get(3).startsWith("q.yaml line 2: the threshold of hit@1 is a share such as"),
                errors::toString);
        assertTrue(errors.get(4).startsWith("q.yaml line 2: the threshold of p50 is a share such as"),
                errors::toString);
    }

    @Test
    void aFileWithoutQuestionsIsNone() throws IOException {
        assertFalse(errors("").isEmpty());
        assertFalse(errors("questions: []\n").isEmpty());
        assertFalse(errors("- question: Where?\n").isEmpty());
    }

    private static QuestionSet set(String yaml) throws IOException {
        return assertInstanceOf(Reading.Read.class, read(yaml), () -> "it has faults").set();
    }

    private static List<String> errors(String yaml) throws IOException {
        return assertInstanceOf(Reading.Invalid.class, read(yaml)).errors();
    }

    private static Reading read(String yaml) throws IOException {
        return QuestionFile.read("q.yaml", new StringReader(yaml));
    }
}
