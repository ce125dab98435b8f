package dev.rill.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordAnalyzerTest {
    private final WordAnalyzer passages = WordAnalyzer.ofPassages();

    @Test
    void wordsAreTheirStemsWithoutAccentsAndCase() {
        assertEquals(List.of("valid", "return", "cafe", "crepe"), passages.words("The Validation, returned: Café CRÊPE’s"));
        assertEquals(List.of("https", "http"), passages.words("HTTPS http"));
    }

    @Test
    void identifiersAreGivenWholeAndInParts() {
        assertEquals(List.of("httpstatuscod", "http", "statu", "code"), passages.words("HTTPStatusCodes"));
        assertEquals(List.of("openai_api_kei", "openai", "api", "kei"), passages.words("OPENAI_API_KEY"));
        assertEquals(List.of("rfc9457", "rfc", "9457"), passages.words("RFC9457"));
        assertEquals(List.of("readnbyt", "read", "n", "byte"), passages.words("readNBytes"));
        assertEquals(List.of("404"), passages.words("404"));
        assertEquals(List.of("a.b_c", "b", "c"), passages.words("a.b_c"));
    }

    @Test
    void questionsLoseTheWordsThatTheyAreMadeOf() {
        assertEquals(List.of("http", "statu", "valid", "error", "return"),
                WordAnalyzer.ofQuestions().words("Which HTTP status should a validation error return?"));
        assertEquals(List.of(), WordAnalyzer.ofQuestions().words("What is it, and how do I do that?"));
        assertTrue(WordAnalyzer.weakWords().contains("us"), "the stem of use");
    }

    @Test
    void anyTextIsTakenApartWithoutFault() {
        String parts = "aB9_.-'’\u0301\uD83D\uDE00ß中é \n\t/&İ";
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(parts.charAt(random.nextInt(parts.length())));
            }
            assertTrue(passages.words(text.toString()).stream().noneMatch(String::isEmpty), text.toString());
        }
    }
}
