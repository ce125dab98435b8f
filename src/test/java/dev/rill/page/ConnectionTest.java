package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The connection breaks, comes back, or the server does. */
@ExtendWith(Chromium.class)
class ConnectionTest {

    @Test
    void aConnectionThatIsCutMidAnswerResumesByItselfAndShowsTheWholeAnswer(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three", " four", " five.").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(2);
        assertThat(chat.text()).hasText("One two");
        rilled.cable.cut();
        assertThat(chat.steps()).containsText("Connection lost. Reconnecting");
        gate.release(2);
        assertThat(chat.text()).hasText("One two");
        rilled.cable.mend();
        assertThat(chat.text()).hasText("One two three four");
        assertThat(chat.steps()).not().containsText("Connection lost");
        gate.open();
        assertThat(chat.text()).hasText("One two three four five.");
        chat.awaitEnd();
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void anAnswerThatEndedMeanwhileIsShownWhole(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three [1].").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(1);
        assertThat(chat.text()).hasText("One");
        rilled.cable.cut();
        assertThat(chat.steps()).containsText("Connection lost");
        gate.open();
        rilled.cable.mend();
        assertThat(chat.text()).hasText("One two three [1].");
        chat.awaitEnd();
        assertThat(chat.answer().locator(".cite")).hasCount(1);
    }

    @Test
    void aConnectionIsGivenUpAfterMoreThanThreeOfTheServersKeepAlivesAndNotBefore(Browser browser) {
        try (Rilled rilled = Rilled.start(browser, Map.of("RILL_KEEP_ALIVE", "PT1M"))) {
            rilled.context.clock().install();
            Gate gate = new Gate();
            rilled.answering(Answer.of("One", " two", " three.").withGate(gate));
            Chat chat = rilled.open();
            List<String> resumed = new ArrayList<>();
            chat.page().onRequest(request -> {
                if (request.method().equals("GET") && request.url().contains("/chat/stream/")) {
                    resumed.add(request.url());
                }
            });
            chat.ask("How do I stop an answer?");
            gate.release(1);
            assertThat(chat.text()).hasText("One");
            chat.page().clock().fastForward("02:59");
            gate.release(1);
            assertThat(chat.text()).hasText("One two");
            assertEquals(List.of(), resumed);
            chat.page().waitForRequest(request -> request.url().contains("/chat/stream/"),
                    () -> chat.page().clock().fastForward("03:20"));
            gate.open();
            assertThat(chat.text()).hasText("One two three.");
            chat.awaitEnd();
        }
    }

    @Test
    void offlineIsSaidAndBackOnlineTheAnswerGoesOn(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three.").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(1);
        assertThat(chat.text()).hasText("One");
        rilled.context.setOffline(true);
        rilled.cable.cut();
        assertThat(chat.page().locator(".connection")).containsText("You are offline.");
        gate.open();
        rilled.cable.mend();
        rilled.context.setOffline(false);
        assertThat(chat.text()).hasText("One two three.");
        assertThat(chat.page().locator(".connection")).isEmpty();
    }

    @Test
    void aQuestionAskedWithoutAConnectionIsSentWhenThereIsOneAndOnlyOnce(Rilled rilled) {
        Chat chat = rilled.open();
        assertThat(chat.page().locator(".suggestions button")).hasCount(3);
        rilled.cable.cut();
        chat.ask("How do I stop an answer?");
        assertThat(chat.refusal()).containsText("The server cannot be reached.");
        assertThat(chat.page().locator(".bubble.unsent")).hasText("How do I stop an answer?");
        rilled.cable.mend();
        assertThat(chat.text()).containsText("stopped with one request");
        assertThat(chat.questions()).hasCount(1);
        chat.page().reload();
        assertThat(chat.questions()).hasCount(1);
    }

    @Test
    void aQuestionThatArrivedThoughTheConnectionBrokeIsNotAskedTwice(Rilled rilled) {
        Chat chat = rilled.open();
        chat.page().route("**/chat/stream", route -> {
            route.fetch();
            route.abort("connectionreset");
        }, new Page.RouteOptions().setTimes(1));
        chat.ask("How do I stop an answer?");
        assertThat(chat.text()).containsText("stopped with one request");
        assertThat(chat.questions()).hasCount(1);
        assertThat(chat.refusal()).isHidden();
        chat.page().reload();
        assertThat(chat.questions()).hasCount(1);
    }

    @Test
    void aLookAtTheThreadThatIsOlderThanAQuestionDoesNotHideIt(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("First question");
        chat.awaitEnd();
        List<Runnable> held = chat.holdFirst("GET", "**/threads/*");
        // again where the look that follows an answer is still under way, which serves for this one too
        chat.page().waitForCondition(() -> {
            if (held.isEmpty()) {
                chat.page().evaluate("dispatchEvent(new Event('focus'))");
            }
            return !held.isEmpty();
        });
        chat.ask("Second question");
        assertThat(chat.answers()).hasCount(2);
        chat.awaitEnd();
        chat.page().waitForRequest("**/threads/*", held.getFirst());
        assertThat(chat.questions()).hasText(new String[] {"First question", "Second question"});
        assertThat(chat.text()).containsText("stopped with one request");
    }

    @Test
    void aServerThatIsStoppedEndsTheAnswerAndANewOneTakesTheNextQuestion(Browser browser) {
        Gate gate = new Gate();
        try (Rilled rilled = Rilled.start(browser, Map.of())) {
            rilled.answering(Answer.of("Half", " and the rest").withGate(gate));
            Chat chat = rilled.open();
            chat.ask("How do I stop an answer?");
            gate.release(1);
            assertThat(chat.text()).hasText("Half");
            rilled.restartServer();
            assertThat(chat.note()).containsText("The server was restarted.");
            assertThat(chat.text()).hasText("Half");
            rilled.answering(Answer.of("All of it."));
            chat.button("Try again").click();
            assertThat(chat.text()).hasText("All of it.");
        }
    }
}
