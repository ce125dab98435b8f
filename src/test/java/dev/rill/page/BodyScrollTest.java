package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import dev.rill.model.fake.Answer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts scroll; the page itself stands still, whatever is shown and whatever wants to be seen. */
@ExtendWith(Chromium.class)
class BodyScrollTest {
    private static final String LONG = IntStream.rangeClosed(1, 60).mapToObj(n -> "Part " + n
            + ": a running answer is stopped with one request [1], and its text stays in the thread [2].")
            .collect(Collectors.joining("\n\n"));

    @ParameterizedTest
    @CsvSource({"1280, 850", "1280, 500", "390, 844"})
    void noViewCanScrollThePage(int width, int height, Rilled rilled) {
        BrowserContext context = rilled.newContext(new Browser.NewContextOptions().setViewportSize(width, height)
                .setPermissions(List.of()));
        Chat chat = rilled.open(context, "");
        assertThat(chat.page().locator(".suggestions button")).hasCount(3);
        standsStill(chat, "empty");
        rilled.answering(Answer.of(LONG));
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        standsStill(chat, "an answer");
        chat.ask("And what becomes of its text?");
        assertThat(chat.answers()).hasCount(2);
        chat.awaitEnd();
        standsStill(chat, "two answers");
        chat.answers().first().locator(".cite").first().click();
        chat.passage().locator("mark").waitFor();
        standsStill(chat, "a passage");
        chat.screenshot("long-citation-" + width + "x" + height);
        chat.page().keyboard().press("Escape");
        chat.answer().locator(".cite").last().click();
        chat.passage().locator("mark").waitFor();
        standsStill(chat, "another passage");
        chat.page().keyboard().press("Escape");
        chat.steps().locator("button").click();
        standsStill(chat, "steps");
        chat.button("Copy answer").last().click();
        standsStill(chat, "a copy");
        chat.questions().last().hover();
        chat.button("Edit and ask again").click();
        standsStill(chat, "editing");
        chat.button("Cancel").click();
        chat.choose("Rename");
        standsStill(chat, "renaming");
        chat.page().keyboard().press("Escape");
        chat.page().keyboard().press("Control+k");
        standsStill(chat, "searching");
        chat.page().keyboard().press("Escape");
        chat.page().keyboard().press("Control+/");
        standsStill(chat, "help");
        chat.page().keyboard().press("Escape");
        chat.page().evaluate("() => { location.hash = '#/monitor'; }");
        assertThat(chat.page().locator(".tile").first()).isVisible();
        standsStill(chat, "monitor");
    }

    @Test
    void copyingWithoutTheClipboardsLeaveDoesNotMoveThePage(Rilled rilled) {
        rilled.answering(Answer.of(LONG));
        Chat chat = rilled.open();
        chat.page()
                .evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }");
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        chat.button("Copy answer").click();
        assertThat(chat.page().getByRole(com.microsoft.playwright.options.AriaRole.LOG))
                .hasText(Pattern.compile("Copied|not allowed"));
        standsStill(chat, "a copy by selection");
    }

    /** Everything on it is brought into view, by its own means and by the browser's; then it is pushed. */
    private static void standsStill(Chat chat, String what) {
        Object moved = chat.page().evaluate("""
                () => {
                  const fixed = () => [document.documentElement, document.body, document.getElementById('root'),
                    ...document.querySelectorAll('.app, .chat, .monitor, .sidebar, .passage')];
                  const found = [];
                  const look = why => {
                    for (const e of fixed()) {
                      if (e.scrollTop !== 0 || e.scrollLeft !== 0) {
                        found.push(`${why}: ${e.tagName}.${e.className} at ${e.scrollLeft}, ${e.scrollTop}`);
                        e.scrollTo(0, 0);
                      }
                    }
                  };
                  look('as it is');
                  const scrollers = [...document.querySelectorAll('*')].filter(e => e.scrollTop > 0)
                    .map(e => [e, e.scrollTop]);
                  for (const e of document.querySelectorAll('#root *')) {
                    for (const block of ['start', 'end']) {
                      e.scrollIntoView({block, inline: 'end', behavior: 'instant'});
                      look(`${e.tagName}.${e.className?.baseVal ?? e.className} into view`);
                    }
                  }
                  for (const e of fixed()) {
                    e.scrollTo({left: 10000, top: 10000, behavior: 'instant'});
                    look('pushed');
                  }
                  scrollTo(10000, 10000);
                  look('the window pushed');
                  scrollers.forEach(([e, top]) => { e.scrollTop = top; });
                  return [...new Set(found)].slice(0, 5);
                }""");
        assertEquals(List.of(), moved, what);
        Locator heading = chat.page().locator("h1");
        if (heading.count() > 0) {
            double top = ((Number) heading.first().evaluate("h => h.getBoundingClientRect().top")).doubleValue();
            assertEquals(true, top >= 0, what + ": the title is cut off");
        }
    }
}
