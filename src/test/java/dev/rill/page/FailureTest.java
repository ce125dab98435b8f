package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said when something goes wrong, and the way on. */
@ExtendWith(Chromium.class)
class FailureTest {

    @Test
    void anAnswerThatBreaksOffSaysWhyKeepsItsTextAndCanBeTriedAgain(Rilled rilled) {
        rilled.answering(Answer.words("This much and no more of it").withFaultAfter(3, Effect.fin()));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        assertThat(chat.note()).containsText("The answer broke off.");
        assertThat(chat.text()).hasText("This much and");
        rilled.answering(Answer.of("All of it."));
        chat.button("Try again").click();
        assertThat(chat.text()).hasText("All of it.");
        assertThat(chat.button("Try again")).isHidden();
    }

    @Test
    void aModelThatRefusesTheKeyIsNotTriedAgain(Rilled rilled) {
        rilled.model.byDefault(Script.status(401));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        assertThat(chat.note()).containsText("The model’s server refused the key.");
        assertThat(chat.button("Try again")).isHidden();
        assertThat(chat.composer()).isEnabled();
    }

    @Test
    void tooManyRequestsAreWaitedForAndSentByThemselves(Rilled rilled) {
        Chat chat = rilled.open();
        refuseOnce(chat.page(), 429, "RATE_LIMITED", 15);
        chat.ask("How do I stop an answer?");
        assertThat(chat.refusal()).containsText("Too many requests.");
        assertThat(chat.refusal()).containsText("Sent again in");
        chat.awaitEnd();
        assertThat(chat.refusal()).isHidden();
        assertThat(chat.questions()).hasCount(1);
    }

    @Test
    void aFullServerIsWaitedForOrSentToAtOnce(Rilled rilled) {
        Chat chat = rilled.open();
        refuseOnce(chat.page(), 503, "TOO_MANY_STREAMS", 100);
        chat.ask("How do I stop an answer?");
        assertThat(chat.refusal()).containsText("The server is busy.");
        chat.page().reload();
        assertThat(chat.composer()).hasValue("How do I stop an answer?");
        refuseOnce(chat.page(), 503, "TOO_MANY_STREAMS", 100);
        chat.page().keyboard().press("Enter");
        chat.button("Send now").click();
        chat.awaitEnd();
        assertThat(chat.questions()).hasCount(1);
    }

    @Test
    void aDayWithoutAllowanceIsSaidAndNotWaitedFor(Rilled rilled) {
        Chat chat = rilled.open();
        refuseOnce(chat.page(), 429, "BUDGET_EXHAUSTED", 7300);
        chat.ask("How do I stop an answer?");
        assertThat(chat.refusal()).containsText("Today’s allowance is used up. No. Try again in 2 h 1 min.");
        chat.button("Edit").click();
        assertThat(chat.composer()).hasValue("How do I stop an answer?");
        assertThat(chat.refusal()).isHidden();
    }

    @Test
    void aQuestionThatTheServerDoesNotTakeIsExplainedAndCanBeChanged(Rilled rilled) {
        Chat chat = rilled.open();
        refuseOnce(chat.page(), 400, "INVALID_REQUEST", 0);
        chat.ask("Not this one");
        assertThat(chat.refusal()).containsText("The server did not take the question.");
        chat.button("Edit").click();
        chat.ask("How do I stop?");
        chat.awaitEnd();
        assertThat(chat.questions()).hasText("How do I stop?", new HasTextOptions());
    }

    @Test
    void howLongAQuestionMayBeIsWhatTheServerIsSetToAndCountedInCharacters(Browser browser) {
        try (Rilled rilled = Rilled.start(browser, Map.of("RILL_MAX_MESSAGE_CHARS", "20"))) {
            Chat chat = rilled.open();
            chat.composer().fill("This question is longer than twenty characters");
            assertThat(chat.page().locator("#length")).hasText("46 of 20 characters");
            assertThat(chat.send()).isDisabled();
            chat.ask("How do I stop? 🎉🎉🎉🎉");
            chat.awaitEnd();
            assertThat(chat.questions()).hasText("How do I stop? 🎉🎉🎉🎉");
            assertThat(chat.refusal()).isHidden();
        }
    }

    @Test
    void aBusyThreadShowsTheOtherAnswerAndTakesTheQuestionAfterIt(Rilled rilled) {
        Gate gate = new Gate();
        Chat first = rilled.open();
        first.ask("First question");
        first.awaitEnd();
        Chat other = rilled.open(rilled.newContext(new Browser.NewContextOptions()), hash(first));
        assertThat(other.questions()).hasCount(1);
        rilled.answering(Answer.of("The second", " answer.").withGate(gate));
        first.ask("Second question");
        gate.release(1);
        assertThat(first.text()).hasText("The second");
        other.ask("Third question");
        assertThat(other.refusal()).containsText("This thread is busy.");
        assertThat(other.text()).hasText("The second");
        other.button("Send mine when it is done").click();
        gate.open();
        assertThat(other.questions()).hasText(new String[] {"First question", "Second question", "Third question"});
        other.awaitEnd();
    }

    @Test
    void aBusyThreadCanBeStoppedForAnotherQuestion(Rilled rilled) throws InterruptedException {
        Chat first = rilled.open();
        first.ask("First question");
        first.awaitEnd();
        Chat other = rilled.open(rilled.newContext(new Browser.NewContextOptions()), hash(first));
        assertThat(other.questions()).hasCount(1);
        Gate gate = new Gate();
        rilled.answering(Answer.of("never").withGate(gate));
        first.ask("Second question");
        assertThat(first.stop()).isVisible();
        gate.awaitArrivals(1);
        other.ask("Third question");
        rilled.answering(Answer.of("The third answer."));
        other.button("Stop it and send mine").click();
        assertThat(other.text()).hasText("The third answer.");
        assertThat(first.page().locator(".answer .note")).containsText("Stopped.");
    }

    @Test
    void aQuestionForWhichAnotherIsStoppedIsSentOnceThoughTheEndComesBeforeTheStopIsConfirmed(Rilled rilled)
            throws InterruptedException {
        Chat first = rilled.open();
        first.ask("First question");
        first.awaitEnd();
        Chat other = rilled.open(rilled.newContext(new Browser.NewContextOptions()), hash(first));
        assertThat(other.questions()).hasCount(1);
        other.page().clock().install();
        Gate gate = new Gate();
        rilled.answering(Answer.of("never").withGate(gate));
        first.ask("Second question");
        gate.awaitArrivals(1);
        other.ask("Third question");
        assertThat(other.steps()).containsText("Writing");
        List<Runnable> held = other.holdFirst("DELETE", "**/chat/stream/*");
        rilled.answering(Answer.of("Another answer."));
        other.button("Stop it and send mine").click();
        assertThat(other.text()).hasText("Another answer.");
        other.page().waitForResponse("**/chat/stream/*", held.getFirst());
        other.page().clock().fastForward(5_000);
        other.ask("Fourth question");
        assertThat(other.questions()).hasText(
                new String[] {"First question", "Second question", "Third question", "Fourth question"});
        other.awaitEnd();
    }

    private static String hash(Chat chat) {
        return "#" + URI.create(chat.page().url()).getFragment();
    }

    private static void refuseOnce(Page page, int status, String code, int seconds) {
        page.route("**/chat/stream", route -> route.fulfill(new Route.FulfillOptions().setStatus(status)
                .setHeaders(seconds == 0 ? Map.of("Content-Type", "application/problem+json")
                        : Map.of("Content-Type", "application/problem+json", "Retry-After", String.valueOf(seconds)))
                .setBody("{\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"No.\"}")),
                new Page.RouteOptions().setTimes(1));
    }
}
