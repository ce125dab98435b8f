package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of the page for people to look at, in {@code target/screenshots}. */
@ExtendWith(Chromium.class)
class ScreenshotsTest {
    private static final Path README_PICTURE = Path.of("src", "main", "web", "picture.png");
    private static final String QUESTION = "How do I stop an answer, and what becomes of its text?";
    private static final String ANSWER = """
            Stop it with one request, or with **Esc** in this page:

            ```bash
            curl -X DELETE http://localhost:8080/chat/stream/$MESSAGE_ID   # the id is in the start event
            ```

            The server closes the connection to the model and **keeps what was written so far** [1]. The stream then ends
            with a single `cancelled` event, and nothing follows it [1].

            | When | What happens |
            |---|---|
            | while it streams | the model stops, the partial text stays in the thread |
            | a second time | nothing more: stopping twice is harmless [1] |
            | the client just leaves | the same, unless it asked with `onDisconnect: continue` [2] |
            """;

    @Test
    void thePageInEachOfItsStates(Rilled rilled) {
        Chat chat = rilled.open(look(rilled, ColorScheme.LIGHT), "");
        walk(rilled, chat, "");
        Chat dark = rilled.open(look(rilled, ColorScheme.DARK), "");
        walk(rilled, dark, "dark-");
        assertTrue(Files.exists(Path.of("target", "screenshots", "finished.png")));
    }

    @Test
    void thePhone(Rilled rilled) {
        Chat chat = rilled.open(rilled.newContext(new Browser.NewContextOptions().setViewportSize(390, 844)
                .setIsMobile(true).setHasTouch(true).setDeviceScaleFactor(2)), "");
        walk(rilled, chat, "phone-");
        chat.button("Threads").click();
        chat.screenshot("phone-drawer");
    }

    /** The picture in README; written only when asked for with {@code -Dpicture}. */
    @Test
    void theReadmesPicture(Rilled rilled) {
        Chat chat = rilled.open(rilled.newContext(new Browser.NewContextOptions().setViewportSize(1440, 860)
                .setDeviceScaleFactor(1.25)), "");
        finished(rilled, chat);
        chat.answer().locator(".cite").first().click();
        chat.passage().locator("mark").waitFor();
        chat.page().mouse().move(640, 850);
        chat.page().waitForTimeout(300);
        byte[] picture = chat.page().screenshot();
        assertTrue(picture.length > 10_000);
        if (System.getProperty("picture") != null) {
            write(picture);
        }
    }

    private static void walk(Rilled rilled, Chat chat, String prefix) {
        assertThat(chat.page().locator(".suggestions button")).hasCount(3);
        chat.screenshot(prefix + "empty");
        Gate gate = new Gate();
        rilled.answering(Answer.words(ANSWER).withGate(gate));
        chat.ask(QUESTION);
        assertThat(chat.steps()).containsText("Ranked");
        chat.screenshot(prefix + "steps");
        gate.release(60);
        assertThat(chat.text()).containsText("cancelled");
        chat.screenshot(prefix + "mid-stream");
        gate.open();
        chat.awaitEnd();
        chat.screenshot(prefix + "finished");
        chat.answer().locator(".cite").first().click();
        chat.passage().locator("mark").waitFor();
        chat.screenshot(prefix + "citation");
        chat.page().keyboard().press("Escape");
        chat.steps().getByRole(AriaRole.BUTTON).click();
        chat.screenshot(prefix + "unfolded");
        Gate second = new Gate();
        second.release(35);
        rilled.answering(Answer.words(ANSWER).withGate(second));
        chat.ask("And once more?");
        assertThat(chat.text()).containsText("DELETE");
        chat.stop().click();
        assertThat(chat.note()).isVisible();
        chat.screenshot(prefix + "stopped");
        rilled.answering(Answer.words(ANSWER).withFaultAfter(30, Effect.fin()));
        chat.ask("What goes wrong now?");
        assertThat(chat.note()).isVisible();
        chat.screenshot(prefix + "error");
        rilled.cable.cut();
        chat.ask("Is anybody there?");
        assertThat(chat.refusal()).isVisible();
        chat.screenshot(prefix + "unreachable");
        chat.button("Discard").click();
        rilled.cable.mend();
        chat.page().evaluate("() => { location.hash = '#/monitor'; }");
        assertThat(chat.page().locator(".tile").first()).isVisible();
        chat.page().waitForTimeout(2500);
        chat.screenshot(prefix + "monitor");
        chat.page().goBack();
    }

    private static void finished(Rilled rilled, Chat chat) {
        for (String earlier : new String[] {"Which limits are there?", "How do I start the server?"}) {
            rilled.answering(Answer.of("Done."));
            chat.ask(earlier);
            chat.awaitEnd();
            chat.button("New thread").first().click();
        }
        rilled.answering(Answer.words(ANSWER));
        chat.ask(QUESTION);
        chat.awaitEnd();
    }

    private static BrowserContext look(Rilled rilled, ColorScheme colours) {
        return rilled.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(colours));
    }

    private static void write(byte[] picture) {
        try {
            Files.write(README_PICTURE, picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
