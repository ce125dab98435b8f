package dev.rill.threads.jdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThreadNameTest {

    @Test
    void aShortQuestionIsTheName() {
        assertEquals("How do I stop?", ThreadName.from("How do I stop?"));
    }

    @Test
    void onlyTheFirstLineThatIsNotBlankCounts() {
        assertEquals("Look at this:", ThreadName.from(" \r\n\t\nLook \t at\u0007 this:\r\n```\ncode"));
    }

    @Test
    void aLongLineIsCutAtAWord() {
        String name = ThreadName.from("word ".repeat(40));

        assertEquals("word ".repeat(16).strip() + "…", name);
        assertTrue(name.length() <= 80);
    }

    @Test
    void aLineWithoutAWordsEndIsCutAnywhereButInsideACharacter() {
        assertEquals("x".repeat(79) + "…", ThreadName.from("x".repeat(200)));
        assertEquals("x" + "\uD83D\uDE00".repeat(39) + "…", ThreadName.from("x" + "\uD83D\uDE00".repeat(100)));
        assertEquals("\uD83D\uDE00".repeat(39) + "…", ThreadName.from("\uD83D\uDE00".repeat(100)));
    }

    @Test
    void aGivenNameIsPutOnOneLine() {
        assertEquals("a b", ThreadName.given(" a\r\nb "));
        assertEquals(1000, ThreadName.given("n".repeat(5000)).length());
    }
}
