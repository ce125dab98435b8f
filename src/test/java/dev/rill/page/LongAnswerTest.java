package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An answer of 5,000 tokens at 200 a second, and who reads it. */
@ExtendWith(Chromium.class)
class LongAnswerTest {
    /** A page that blocks draws once, at the end. */
    private static final int LEAST_FRAMES = 50;
    private static final String PART = """
            ## Part %d

            A running answer is **stopped** with one request [1], and what `was written` stays in the thread. The model's
            connection is closed, the monitor counts it, and the next question may follow at once [2].

            1. First, the thread that reads from the model is interrupted.
            2. Then the connection is closed.

            | case | status |
            |---|---|
            | while it streams | 202 |

            ```java
            for (String line : lines) { System.out.println(line + "%d"); } // prints
            ```

            """;
    private static final int PARTS = 70;

    @Test
    void aLongAnswerStreamsWithoutJank(Rilled rilled) {
        Answer answer = Answer.words(text()).withDelay(Duration.ofMillis(5));
        assertTrue(answer.deltas().size() > 4900, answer.deltas().size() + " tokens");
        rilled.answering(answer);
        Chat chat = rilled.open();
        chat.page().evaluate("""
                () => {
                  window.seen = {frames: 0, longest: 0, blocked: 0};
                  new PerformanceObserver(list => {
                    for (const e of list.getEntries()) {
                      seen.longest = Math.max(seen.longest, e.duration);
                      seen.blocked += e.duration - 50;
                    }
                  }).observe({type: 'longtask'});
                  const tick = () => { seen.frames++; requestAnimationFrame(tick); };
                  requestAnimationFrame(tick);
                }""");
        chat.ask("How do I stop an answer?");
        assertThat(chat.text()).containsText("Part 1");
        long began = System.nanoTime();
        assertThat(chat.text()).containsText("Part " + PARTS);
        chat.awaitEnd();
        double seconds = (System.nanoTime() - began) / 1e9;
        @SuppressWarnings("unchecked")
        Map<String, Number> seen = (Map<String, Number>) chat.page().evaluate("() => seen");
        System.getLogger(LongAnswerTest.class.getName()).log(System.Logger.Level.INFO,
                "{0} tokens in {1} s; longest task {2} ms, blocked {3} ms, {4} frames", answer.deltas().size(), seconds,
                seen.get("longest"), seen.get("blocked"), seen.get("frames"));
        assertTrue(seen.get("frames").intValue() > LEAST_FRAMES, "it was drawn " + seen.get("frames") + " times");
        String thread = "/threads/" + rilled.house.threads().at("/0/threadId").asText();
        assertEquals(answer.text(), rilled.house.call("GET", thread).at("/messages/1/content").asText());
    }

    @Test
    void scrollingFollowsOnlyWhileTheReaderIsAtTheEnd(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.words(text()).withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(600);
        assertThat(chat.text()).containsText("Part 7");
        Locator scroller = chat.page().locator(".scroller");
        chat.page().waitForCondition(() -> distance(scroller) < 3);
        chat.text().hover();
        chat.page().mouse().wheel(0, -600);
        chat.page().waitForCondition(() -> distance(scroller) > 300);
        Number top = (Number) scroller.evaluate("e => e.scrollTop");
        gate.release(300);
        assertThat(chat.text()).containsText("Part 11");
        assertEquals(top.doubleValue(), ((Number) scroller.evaluate("e => e.scrollTop")).doubleValue(), 1);
        chat.button("To the end").click();
        chat.page().waitForCondition(() -> distance(scroller) < 3);
        assertThat(chat.button("To the end")).isHidden();
        gate.release(300);
        assertThat(chat.text()).containsText("Part 15");
        chat.page().waitForCondition(() -> distance(scroller) < 3);
        chat.stop().click();
        chat.awaitEnd();
    }

    @Test
    void textThatIsSelectedStaysSelectedWhileMoreArrives(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.words(text()).withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(60);
        assertThat(chat.text()).containsText("Part 1");
        chat.text().locator("strong").first().dblclick();
        assertEquals("stopped", chat.page().evaluate("() => getSelection().toString().trim()"));
        gate.release(300);
        assertThat(chat.text()).containsText("Part 4");
        assertEquals("stopped", chat.page().evaluate("() => getSelection().toString().trim()"));
        chat.stop().click();
        chat.awaitEnd();
    }

    private static double distance(Locator scroller) {
        return ((Number) scroller.evaluate("e => e.scrollHeight - e.clientHeight - e.scrollTop")).doubleValue();
    }

    private static String text() {
        return IntStream.rangeClosed(1, PARTS).mapToObj(n -> PART.formatted(n, n)).collect(Collectors.joining());
    }
}
