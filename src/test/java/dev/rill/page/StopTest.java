package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stopping an answer. */
@ExtendWith(Chromium.class)
class StopTest {

    @Test
    void stopEndsTheModelAndKeepsWhatWasWritten(Rilled rilled) throws InterruptedException {
        Gate gate = new Gate();
        rilled.answering(Answer.of("Half of", " it", " and the rest").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(2);
        assertThat(chat.text()).hasText("Half of it");
        chat.stop().click();
        assertThat(chat.note()).containsText("Stopped.");
        assertThat(chat.text()).hasText("Half of it");
        awaitNoModelConnection(rilled);
        chat.page().reload();
        assertThat(chat.text()).hasText("Half of it");
        assertThat(chat.note()).containsText("Stopped.");
    }

    @Test
    void escapeStopsAndTheQuestionCanBeAskedAgain(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("Half", " of it").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(1);
        assertThat(chat.text()).hasText("Half");
        chat.page().keyboard().press("Escape");
        assertThat(chat.note()).containsText("Stopped.");
        assertThat(chat.composer()).isFocused();
        rilled.answering(Answer.of("All of it."));
        chat.button("Ask again").click();
        assertThat(chat.answers()).hasCount(2);
        assertThat(chat.text()).hasText("All of it.");
        assertThat(chat.questions()).hasCount(2);
    }

    @Test
    void anAnswerThatHasNotBegunCanBeStopped(Rilled rilled) {
        rilled.answering(Answer.of("never").withGate(new Gate()));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.stop().click();
        assertThat(chat.note()).containsText("Stopped.");
        awaitNoModelConnection(rilled);
    }

    private static void awaitNoModelConnection(Rilled rilled) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!rilled.model.openConnections().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertTrue(rilled.model.openConnections().isEmpty(), "the model goes on");
    }
}
