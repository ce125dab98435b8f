package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reloads, and several tabs. */
@ExtendWith(Chromium.class)
class TabsTest {
    private static final int TABS = 8;
    private static final int CONNECTIONS_OF_A_BROWSER = 6;

    @Test
    void aReloadInTheMiddlePicksTheAnswerUpWhereItWas(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three", " four [1].").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(2);
        assertThat(chat.text()).hasText("One two");
        chat.page().reload();
        assertThat(chat.text()).hasText("One two");
        assertThat(chat.steps()).containsText("Searched");
        assertThat(chat.stop()).isVisible();
        gate.release(1);
        assertThat(chat.text()).hasText("One two three");
        chat.page().reload();
        gate.open();
        assertThat(chat.text()).hasText("One two three four [1].");
        chat.awaitEnd();
        assertThat(chat.answers()).hasCount(1);
        assertThat(chat.answer().locator(".cite")).hasCount(1);
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void theSameThreadInTwoTabsIsTheSame(Rilled rilled) {
        Chat first = rilled.open();
        first.ask("First question");
        first.awaitEnd();
        Chat second = rilled.open(hash(first));
        assertThat(second.questions()).hasCount(1);
        Gate gate = new Gate();
        rilled.answering(Answer.of("Seen", " in both.").withGate(gate));
        second.ask("Second question");
        gate.release(1);
        assertThat(second.text()).hasText("Seen");
        assertThat(first.questions()).hasCount(2);
        assertThat(first.text()).hasText("Seen");
        first.stop().click();
        assertThat(first.note()).containsText("Stopped.");
        assertThat(second.note()).containsText("Stopped.");
        second.choose("Rename");
        second.page().getByLabel("Thread name").fill("Another name");
        second.page().keyboard().press("Enter");
        assertThat(first.page().locator("h1")).hasText("Another name");
    }

    @Test
    void manyTabsWithRunningAnswersLeaveConnectionsForEverythingElse(Rilled rilled) {
        List<Gate> gates = new ArrayList<>();
        List<Chat> chats = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            Gate gate = new Gate();
            gate.release(1);
            gates.add(gate);
            rilled.model.enqueue(Answer.of("Begun", " and ended.").withGate(gate));
            Chat chat = rilled.open();
            chats.add(chat);
            chat.ask("Question " + i);
            assertThat(chat.text()).hasText("Begun");
        }
        Chat another = rilled.open("#/monitor");
        assertThat(another.page().locator(".tile").first()).containsText(String.valueOf(TABS));
        another.page().waitForCondition(() -> watched(rilled) < CONNECTIONS_OF_A_BROWSER,
                new Page.WaitForConditionOptions().setTimeout(Guard.MILLIS));
        gates.forEach(Gate::open);
        for (Chat chat : chats) {
            assertThat(chat.text()).hasText("Begun and ended.");
        }
    }

    @Test
    void aTabThatIsHiddenGivesItsConnectionUpAndShowsTheWholeAnswerWhenItIsSeenAgain(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three.").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(1);
        assertThat(chat.text()).hasText("One");
        show(chat.page(), false);
        chat.page().waitForCondition(
                () -> !rilled.house.call("GET", "/streams").at("/active/0/clientConnected").asBoolean(),
                new Page.WaitForConditionOptions().setTimeout(Guard.MILLIS));
        gate.open();
        show(chat.page(), true);
        assertThat(chat.text()).hasText("One two three.");
        chat.awaitEnd();
    }

    @Test
    void aTabThatIsHiddenSendsWhatWaitsWhenTheAnswerIsDone(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three.").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("First question");
        gate.release(1);
        assertThat(chat.text()).hasText("One");
        chat.ask("Second question");
        show(chat.page(), false);
        rilled.answering(Answer.of("Another answer."));
        gate.open();
        assertThat(chat.questions()).hasText(new String[] {"First question", "Second question"});
        assertThat(chat.text()).hasText("Another answer.");
        show(chat.page(), true);
        assertThat(chat.text()).hasText("Another answer.");
    }

    @Test
    void anotherThreadDoesNotEndTheAnswerOfTheFirst(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three.").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(1);
        assertThat(chat.text()).hasText("One");
        chat.button("New thread").first().click();
        assertThat(chat.answers()).hasCount(0);
        gate.release(1);
        chat.page().goBack();
        assertThat(chat.text()).hasText("One two");
        gate.open();
        assertThat(chat.text()).hasText("One two three.");
    }

    /** How many connections are held by streams. */
    private static long watched(Rilled rilled) {
        return StreamSupport.stream(rilled.house.call("GET", "/streams").path("active").spliterator(), false)
                .filter(stream -> stream.path("clientConnected").asBoolean()).count();
    }

    private static void show(Page page, boolean visible) {
        page.evaluate("""
                visible => {
                  const value = visible ? 'visible' : 'hidden';
                  Object.defineProperty(document, 'visibilityState', {value, configurable: true});
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", visible);
    }

    private static String hash(Chat chat) {
        return "#" + URI.create(chat.page().url()).getFragment();
    }
}
