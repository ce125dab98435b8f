package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.RecordedRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stopping an answer. */
@ExtendWith(Chromium.class)
class StopTest {

    @Test
    void stopEndsTheModelAndKeepsWhatWasWritten(Rilled rilled) throws Exception {
        int before = rilled.model.requests().size();
        Gate gate = new Gate();
        rilled.answering(Answer.of("Half of", " it", " and the rest").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(2);
        assertThat(chat.text()).hasText("Half of it");
        chat.stop().click();
        assertThat(chat.note()).containsText("Stopped.");
        assertThat(chat.text()).hasText("Half of it");
        awaitModelStopped(rilled, before);
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
    void anAnswerThatHasNotBegunCanBeStopped(Rilled rilled) throws Exception {
        int before = rilled.model.requests().size();
        rilled.answering(Answer.of("never").withGate(new Gate()));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.stop().click();
        assertThat(chat.note()).containsText("Stopped.");
        awaitModelStopped(rilled, before);
    }

    /** The model's connections of all requests after the first {@code before} are closed. */
    private static void awaitModelStopped(Rilled rilled, int before) throws Exception {
        List<RecordedRequest> requests = rilled.model.requests();
        for (RecordedRequest request : requests.subList(before, requests.size())) {
            request.connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        }
    }
}
