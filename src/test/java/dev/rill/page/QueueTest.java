package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Questions that are asked while an answer is written, and threads that answer while another is on the screen. */
@ExtendWith(Chromium.class)
class QueueTest {

    @Test
    void aQuestionThatIsAskedMeanwhileIsShownAndSentWhenTheAnswerIsDone(Rilled rilled) {
        Gate gate = new Gate();
        Chat chat = asking(rilled, gate);
        chat.ask("Second question");
        chat.ask("Third question");
        assertThat(queued(chat)).hasCount(2);
        assertThat(queued(chat).first()).containsText("Second question");
        assertThat(chat.composer()).hasValue("");
        assertThat(chat.questions()).hasCount(1);
        chat.screenshot("queued");
        rilled.answering(Answer.of("Another answer."));
        gate.open();
        assertThat(chat.questions()).hasText(new String[] {"First question", "Second question", "Third question"});
        assertThat(queued(chat)).hasCount(0);
        chat.awaitEnd();
        assertThat(chat.answers()).hasCount(3);
    }

    @Test
    void whatWaitsCanBeChangedAndTakenBack(Rilled rilled) {
        Gate gate = new Gate();
        Chat chat = asking(rilled, gate);
        chat.ask("Second question");
        chat.ask("Third question");
        queued(chat).last().getByLabel("Remove the queued question").click();
        assertThat(queued(chat)).hasCount(1);
        queued(chat).getByLabel("Edit the queued question").click();
        Locator editor = queued(chat).locator("textarea");
        editor.fill("Not this");
        chat.page().keyboard().press("Escape");
        assertThat(queued(chat)).containsText("Second question");
        assertThat(chat.stop()).isVisible();
        queued(chat).getByLabel("Edit the queued question").click();
        editor.fill("A better question");
        rilled.answering(Answer.of("Another answer."));
        gate.open();
        assertThat(chat.send()).isVisible();
        assertThat(chat.questions()).hasCount(1);
        chat.page().keyboard().press("Enter");
        assertThat(chat.questions()).hasText(new String[] {"First question", "A better question"});
        chat.awaitEnd();
    }

    @Test
    void whatWaitsSurvivesAReloadAndIsSentOnceWithTwoTabsOpen(Rilled rilled) {
        Gate gate = new Gate();
        Chat chat = asking(rilled, gate);
        chat.ask("Second question");
        assertThat(queued(chat)).hasCount(1);
        Chat other = rilled.open("#" + chat.page().url().split("#")[1]);
        chat.page().reload();
        assertThat(chat.text()).hasText("The first");
        assertThat(queued(chat)).hasCount(1);
        assertThat(queued(other)).hasCount(1);
        rilled.answering(Answer.of("Another answer."));
        gate.open();
        for (Chat tab : new Chat[] {chat, other}) {
            assertThat(tab.questions()).hasText(new String[] {"First question", "Second question"});
            assertThat(queued(tab)).hasCount(0);
            assertThat(tab.text()).hasText("Another answer.");
            assertThat(tab.refusal()).isHidden();
        }
    }

    @Test
    void afterAnAnswerThatFailedWhatWaitsIsSentOnAWord(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("Much", " and", " no more").withGate(gate).withFaultAfter(2, Effect.fin()));
        Chat chat = rilled.open();
        chat.ask("First question");
        gate.release(1);
        assertThat(chat.text()).hasText("Much");
        chat.ask("Second question");
        gate.open();
        assertThat(chat.note()).containsText("The answer broke off.");
        assertThat(queued(chat)).containsText("Send now");
        rilled.answering(Answer.of("Another answer."));
        chat.button("Send now").click();
        assertThat(chat.text()).hasText("Another answer.");
        assertThat(queued(chat)).hasCount(0);
    }

    @Test
    void whoStopsTheAnswerGetsTheNext(Rilled rilled) {
        Chat chat = asking(rilled, new Gate());
        chat.composer().fill("Second question");
        chat.button("Send when this answer is done").click();
        rilled.answering(Answer.of("Another answer."));
        chat.stop().click();
        assertThat(chat.text()).hasText("Another answer.");
        assertThat(chat.questions()).hasCount(2);
    }

    @Test
    void onAPhoneThereIsRoomForItAndAButton(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("The first", " and the rest.").withGate(gate));
        Chat chat = rilled.open(rilled.newContext(new Browser.NewContextOptions().setViewportSize(390, 844)
                .setIsMobile(true).setHasTouch(true)), "");
        chat.ask("First question");
        gate.release(1);
        assertThat(chat.text()).hasText("The first");
        chat.composer().fill("A second question, which is a good deal longer than what a phone has room for in a line");
        chat.button("Send when this answer is done").tap();
        assertThat(queued(chat)).hasCount(1);
        chat.screenshot("phone-queued");
        gate.open();
        assertThat(chat.questions()).hasCount(2);
    }

    @Test
    void aThreadThatAnswersBehindIsMarkedUntilItIsSeenAndSendsWhatWaits(Rilled rilled) {
        Gate gate = new Gate();
        Chat chat = asking(rilled, gate);
        chat.ask("Second question");
        chat.page().keyboard().press("Control+Shift+O");
        assertThat(chat.questions()).hasCount(0);
        Locator thread = chat.threads().first();
        assertThat(thread.getByTitle("An answer is being written")).isVisible();
        chat.screenshot("answers-behind");
        rilled.answering(Answer.of("Another answer."));
        gate.open();
        assertThat(thread.getByTitle("A new answer")).isVisible();
        chat.page().waitForCondition(() -> rilled.house.threads().get(0).path("messageCount").asInt() == 4);
        thread.locator("a").click();
        assertThat(chat.questions()).hasText(new String[] {"First question", "Second question"});
        assertThat(chat.text()).hasText("Another answer.");
        assertThat(thread.getByTitle("A new answer")).isHidden();
        assertThat(queued(chat)).hasCount(0);
    }

    @Test
    void escapeInTheSearchEmptiesItAndStopsNothing(Rilled rilled) {
        Gate gate = new Gate();
        Chat chat = asking(rilled, gate);
        Locator search = chat.page().getByLabel("Search in names and messages");
        search.fill("nothing like that");
        assertThat(chat.threads()).hasCount(0);
        chat.page().keyboard().press("Escape");
        assertThat(search).hasValue("");
        assertThat(chat.threads()).hasCount(1);
        chat.page().keyboard().press("Escape");
        assertThat(chat.composer()).isFocused();
        assertThat(chat.stop()).isVisible();
        gate.open();
        assertThat(chat.text()).hasText("The first and the rest.");
        assertThat(chat.note()).hasCount(0);
    }

    private static Chat asking(Rilled rilled, Gate gate) {
        rilled.answering(Answer.of("The first", " and the rest.").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("First question");
        gate.release(1);
        assertThat(chat.text()).hasText("The first");
        return chat;
    }

    private static Locator queued(Chat chat) {
        return chat.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions()
                .setName("Questions that are sent next")).locator("li");
    }
}
