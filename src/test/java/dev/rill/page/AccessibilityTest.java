package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page without a mouse, without eyes, without motion. */
@ExtendWith(Chromium.class)
class AccessibilityTest {
    private static final String RICH = "## Heading\n\nText [1] with `code` and a [link](https://example.org).\n\n"
            + "| a | b |\n|---|---|\n| 1 | 2 |\n\n```java\n// comment\nString s = \"x\" + 1;\n```\n\n"
            + "- [x] done\n- [ ] not\n\n> said \\(a^2\\)\n\n$$\n\\sum_{i=1}^{n} a_i + " + "b_i + ".repeat(60)
            + "c\n$$\n";

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void axeFindsNothing(ColorScheme colours, Rilled rilled) throws IOException {
        Gate gate = new Gate();
        rilled.answering(Answer.words(RICH).withGate(gate));
        BrowserContext context = rilled.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800)
                .setColorScheme(colours).setReducedMotion(ReducedMotion.REDUCE).setBypassCSP(true));
        Chat chat = rilled.open(context, "");
        assertThat(chat.page().locator(".suggestions button")).hasCount(3);
        check(chat, "empty");
        chat.ask("How do I stop an answer?");
        gate.release(10);
        assertThat(chat.text()).containsText("Text");
        check(chat, "mid-stream");
        gate.open();
        chat.awaitEnd();
        assertThat(chat.text().locator(".math math")).hasCount(2);
        chat.steps().getByRole(AriaRole.BUTTON).click();
        chat.answer().locator(".cite").click();
        chat.passage().locator("mark").waitFor();
        check(chat, "finished, with a passage");
        chat.page().keyboard().press("Escape");
        rilled.answering(Answer.of("x").withGate(new Gate()));
        chat.ask("Stop this");
        assertThat(chat.stop()).isVisible();
        chat.ask("And then this");
        assertThat(chat.page().locator(".queued li")).hasCount(1);
        check(chat, "with a queued question");
        chat.button("Edit the queued question").click();
        check(chat, "with a queued question that is edited");
        chat.page().keyboard().press("Escape");
        chat.button("Remove the queued question").click();
        chat.stop().click();
        assertThat(chat.note()).isVisible();
        chat.page().locator(".chat-header .menu-anchor > button").click();
        check(chat, "stopped, with a menu");
        chat.item("Rename").click();
        check(chat, "renaming");
        chat.page().keyboard().press("Escape");
        chat.page().keyboard().press("Control+/");
        check(chat, "help");
        chat.page().keyboard().press("Escape");
        chat.page().evaluate("() => { location.hash = '#/monitor'; }");
        assertThat(chat.page().locator(".tile").first()).isVisible();
        check(chat, "monitor");
    }

    @Test
    void axeFindsNothingInSigningIn(Browser browser, @TempDir Path folder) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "ann " + "0".repeat(64) + "\n");
        try (Rilled rilled = Rilled.start(browser, Map.of("RILL_AUTH_KEYS", keys.toString()))) {
            Chat chat = rilled.open(rilled.newContext(new Browser.NewContextOptions()
                    .setReducedMotion(ReducedMotion.REDUCE).setBypassCSP(true)), "");
            chat.page().getByLabel("Access key", new Page.GetByLabelOptions().setExact(true)).fill("wrong");
            chat.page().keyboard().press("Enter");
            assertThat(chat.page().getByRole(AriaRole.ALERT).first()).isVisible();
            check(chat, "a wrong key");
        }
    }

    @Test
    void everythingIsReachedByTheKeyboard(Rilled rilled) {
        Chat chat = rilled.open();
        assertThat(chat.composer()).isFocused();
        chat.page().keyboard().type("How do I stop");
        chat.page().keyboard().press("Shift+Enter");
        chat.page().keyboard().type("an answer?");
        assertThat(chat.composer()).hasValue("How do I stop\nan answer?");
        chat.page().keyboard().press("Enter");
        chat.awaitEnd();
        assertThat(chat.composer()).isFocused();
        chat.answer().locator(".cite").first().focus();
        chat.page().keyboard().press("Enter");
        assertThat(chat.passage().locator("h2")).isFocused();
        chat.page().keyboard().press("Escape");
        assertThat(chat.answer().locator(".cite").first()).isFocused();
        chat.page().keyboard().press("/");
        assertThat(chat.composer()).isFocused();
        chat.page().locator(".chat-header .menu-anchor > button").focus();
        chat.page().keyboard().press("Enter");
        assertThat(chat.item("Rename")).isFocused();
        chat.page().keyboard().press("ArrowUp");
        assertThat(chat.item("Delete")).isFocused();
        chat.page().keyboard().press("Escape");
        assertThat(chat.page().locator(".chat-header .menu-anchor > button")).isFocused();
        chat.page().keyboard().press("Control+Shift+O");
        assertThat(chat.composer()).isFocused();
        assertThat(chat.questions()).hasCount(0);
    }

    @Test
    void aScreenReaderHearsStepsAndTheWholeAnswerAndNotEveryToken(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three", " four", " five.").withGate(gate));
        Chat chat = rilled.open();
        chat.page().evaluate("""
                () => {
                  window.heard = [];
                  const region = document.querySelector('[role=log]');
                  new MutationObserver(() => heard.push(region.textContent))
                    .observe(region, {childList: true, subtree: true, characterData: true});
                }""");
        chat.ask("How do I stop an answer?");
        for (int i = 0; i < 5; i++) {
            gate.release(1);
            assertThat(chat.text()).containsText(List.of("One", "two", "three", "four", "five.").get(i));
        }
        gate.open();
        chat.awaitEnd();
        @SuppressWarnings("unchecked")
        List<String> heard = (List<String>) chat.page().evaluate("() => heard");
        assertEquals("Answer: One two three four five.", heard.getLast());
        assertTrue(heard.stream().noneMatch(words -> words.startsWith("One") || words.endsWith("two")),
                heard.toString());
        assertTrue(heard.size() <= 4, heard.toString());
    }

    @Test
    void nothingMovesForWhoWantsNoMotion(Rilled rilled) {
        rilled.answering(Answer.of("x").withGate(new Gate()));
        Chat chat = rilled.open(
                rilled.newContext(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE)), "");
        chat.ask("How do I stop an answer?");
        assertThat(chat.answer().locator(".typing")).isVisible();
        assertEquals(0, ((Number) chat.page().evaluate("() => document.getAnimations().length")).intValue());
        chat.stop().click();
        chat.awaitEnd();
    }

    private static void check(Chat chat, String what) throws IOException {
        Axe.check(chat.page(), what);
    }
}
