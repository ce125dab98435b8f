package dev.rill.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.model.fake.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers in a language that is written from right to left. */
@ExtendWith(Chromium.class)
class RightToLeftTest {

    @Test
    void whatHoldsTextStandsOnTheSideThatTheTextIsReadFrom(Rilled rilled) {
        rilled.answering(Answer.of("""
                > \u05e6\u05d9\u05d8\u05d5\u05d8

                1. \u05e8\u05d0\u05e9\u05d5\u05df

                2. \u05e9\u05e0\u05d9

                | \u05e2\u05de\u05d5\u05d3\u05d4 | B |
                |---|---|
                | a | b |

                > A quotation

                - English: \u05e9\u05e0\u05d9
                """));
        Chat chat = rilled.open();
        chat.ask("Right to left");
        chat.awaitEnd();
        assertEquals(List.of("rtl", "rtl", "rtl", "ltr", "ltr"), chat.text().evaluate("""
                text => [...text.querySelectorAll('blockquote, ol, ul, table')]
                  .map(element => getComputedStyle(element).direction)"""));
        assertEquals(List.of("right", "right", "right", "right"), chat.text().evaluate("""
                text => [...text.querySelectorAll('th, td')].map(e => getComputedStyle(e).textAlign)"""));
        chat.screenshot("right-to-left");
    }
}
