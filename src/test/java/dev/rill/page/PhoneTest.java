package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import dev.rill.model.fake.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page on a phone. */
@ExtendWith(Chromium.class)
class PhoneTest {

    @Test
    void threadsAreADrawerAndAPassageIsASheet(Rilled rilled) {
        Chat chat = phone(rilled);
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        assertThat(chat.threads().first()).not().isInViewport();
        chat.button("Threads").click();
        assertThat(chat.threads().first()).isInViewport();
        chat.threads().first().locator("a").click();
        assertThat(chat.threads().first()).not().isInViewport();
        chat.answer().locator(".cite").first().tap();
        assertThat(chat.passage()).isInViewport();
        chat.button("Close passage").tap();
        assertThat(chat.passage()).isHidden();
        chat.page().locator(".chat-header").getByLabel("New thread").tap();
        assertThat(chat.questions()).hasCount(0);
    }

    @Test
    void nothingIsWiderThanTheScreen(Rilled rilled) {
        rilled.answering(Answer.words("| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| "
                + "wide cell ".repeat(6) + "| b | c | d | e | f |\n\n```\n"
                + "a very long line of code ".repeat(20) + "\n```\n\n"
                + "averylongwordwithoutanyblank".repeat(20)));
        Chat chat = phone(rilled);
        chat.ask("averylongquestionwithoutanyblank".repeat(10));
        chat.awaitEnd();
        double width = ((Number) chat.page().evaluate("() => document.documentElement.scrollWidth")).doubleValue();
        assertTrue(width <= 390, width + " pixels");
        Number column = (Number) chat.page().locator(".scroller").evaluate("scroller => scroller.scrollWidth");
        assertTrue(column.doubleValue() <= 390, column + " pixels");
    }

    @Test
    void everythingThatIsTappedIsLargeEnough(Rilled rilled) {
        Chat chat = phone(rilled);
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        Object small = chat.page().evaluate("""
                () => [...document.querySelectorAll('main button:not(.cite)')].filter(b => b.offsetParent !== null)
                  .map(b => [b.getAttribute('aria-label') ?? b.textContent, b.getBoundingClientRect()])
                  .filter(([, r]) => r.width < 24 || r.height < 24).map(([name]) => name)""");
        assertTrue(small.toString().equals("[]"), small.toString());
    }

    @Test
    void theStepsAreWholeAndTheirFoldIsSeen(Rilled rilled) {
        Chat chat = phone(rilled);
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        Object cut = chat.page().evaluate("""
                () => [...document.querySelectorAll('.steps-line, .steps-line .chip')]
                  .filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)""");
        assertTrue(cut.toString().equals("[]"), cut.toString());
        assertThat(chat.page().locator(".steps-line .fold").last()).isInViewport();
    }

    private static Chat phone(Rilled rilled) {
        BrowserContext context = rilled.newContext(new Browser.NewContextOptions().setViewportSize(390, 844)
                .setIsMobile(true).setHasTouch(true).setDeviceScaleFactor(2));
        return rilled.open(context, "");
    }
}
