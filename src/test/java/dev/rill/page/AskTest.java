package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.Gate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asking, and watching the answer come about. */
@ExtendWith(Chromium.class)
class AskTest {

    @Test
    void theWorkflowIsShownWhileItRunsAndTheTextAsItArrives(Rilled rilled) throws InterruptedException {
        Gate gate = new Gate();
        rilled.answering(Answer.of("A running", " answer is", " stopped [1].").withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        assertThat(chat.steps()).containsText("Searched");
        assertThat(chat.steps()).containsText("Ranked");
        assertThat(chat.answer().locator(".typing")).isVisible();
        gate.release(1);
        assertThat(chat.text()).hasText("A running");
        assertThat(chat.steps()).containsText("Writing");
        assertThat(chat.answer().locator(".typing")).isHidden();
        gate.release(1);
        assertThat(chat.text()).hasText("A running answer is");
        assertThat(chat.stop()).isVisible();
        gate.open();
        chat.awaitEnd();
        assertThat(chat.text()).hasText("A running answer is stopped [1].");
        assertThat(chat.steps().locator(".took").first()).hasText(Pattern.compile("\\d+ ms|\\d\\.\\d s|< 1 ms"));
        assertThat(chat.send()).isVisible();
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void theStepsUnfoldToEverythingTheySaid(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        chat.steps().getByRole(AriaRole.BUTTON).click();
        assertThat(chat.steps().locator("ol > li")).hasCount(3);
        assertThat(chat.steps().locator("ol")).containsText(Pattern.compile("passages"), new ContainsTextOptions());
        chat.page().reload();
        assertThat(chat.steps()).containsText("Searched");
    }

    @Test
    void theUrlNamesTheThreadAndTheListAndTheTitleShowIt(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        assertThat(chat.page()).hasURL(Pattern.compile(".*/#/t/[0-9a-f]{32}"));
        assertThat(chat.threads()).hasText("How do I stop an answer?");
        assertThat(chat.page()).hasTitle("How do I stop an answer? · Rill");
        chat.page().reload();
        assertThat(chat.questions()).hasText("How do I stop an answer?");
        assertThat(chat.text()).containsText("stopped with one request");
    }

    @Test
    void nothingOnThePageJumpsWhileAnAnswerComesAbout(Rilled rilled) throws InterruptedException {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " word", " after", " the", " other [1].").withGate(gate));
        Chat chat = rilled.open();
        assertThat(chat.page().locator(".suggestions button")).hasCount(3);
        chat.page().evaluate("""
                () => { window.shift = 0; new PerformanceObserver(list => {
                  for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value;
                }).observe({type: 'layout-shift'}); }""");
        chat.ask("How do I stop an answer?");
        assertThat(chat.steps()).containsText("Ranked");
        double top = chat.steps().boundingBox().y;
        double dots = chat.answer().locator(".typing").boundingBox().y;
        gate.release(1);
        assertThat(chat.text()).hasText("One");
        double text = chat.text().boundingBox().y;
        gate.open();
        chat.awaitEnd();
        assertEquals(dots, text, 2, "the text begins where the dots were");
        assertEquals(top, chat.steps().boundingBox().y, 0.5);
        assertEquals(text, chat.text().boundingBox().y, 0.5);
        double shift = ((Number) chat.page().evaluate("() => window.shift")).doubleValue();
        assertEquals(0, shift, 0.01);
    }

    @Test
    void aQuestionCanBeChangedAndAskedAgain(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop?");
        chat.awaitEnd();
        chat.questions().hover();
        chat.button("Edit and ask again").click();
        chat.page().getByLabel("Edit the question").fill("How do I stop an answer?");
        chat.button("Ask").click();
        assertThat(chat.questions()).hasText(new String[] {"How do I stop?", "How do I stop an answer?"});
        chat.awaitEnd();
        assertThat(chat.answers()).hasCount(2);
    }

    @Test
    void whatAModelThinksIsOpenWhileItComesFoldedOnceItWritesAndNotKept(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.ofDeltas(List.of(new Delta.Reasoning("First the passages, then the answer. "
                .repeat(12)),
                new Delta.Text("It is"), new Delta.Text(" stopped."))).withGate(gate));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        gate.release(1);
        assertThat(chat.answer().locator(".steps-all")).containsText("First the passages, then the answer.",
                new ContainsTextOptions().setTimeout(60_000));
        gate.release(1);
        assertThat(chat.text()).hasText("It is");
        assertThat(chat.answer().locator(".steps-all")).hasCount(0);
        gate.open();
        chat.awaitEnd();
        assertThat(chat.text()).hasText("It is stopped.");
        chat.page().reload();
        assertThat(chat.text()).hasText("It is stopped.");
        assertEquals(false, chat.page()
                .evaluate("() => JSON.stringify(sessionStorage).includes('First the passages')"));
    }

    @Test
    void aSuggestionIsAQuestion(Rilled rilled) {
        Chat chat = rilled.open();
        chat.page().locator(".suggestions button").first().click();
        chat.awaitEnd();
        assertThat(chat.questions()).hasText(Pattern.compile("What is said about “.*”\\?"));
    }

    @Test
    void draftsSurviveAReloadAndAreEachThreadsOwn(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        chat.composer().fill("half a quest");
        chat.page().reload();
        assertThat(chat.composer()).hasValue("half a quest");
        chat.button("New thread").first().click();
        assertThat(chat.composer()).hasValue("");
        chat.page().goBack();
        assertThat(chat.composer()).hasValue("half a quest");
        chat.page().keyboard().press("Enter");
        assertThat(chat.questions()).hasCount(2);
        chat.awaitEnd();
        chat.page().reload();
        assertThat(chat.questions()).hasCount(2);
        assertThat(chat.composer()).hasValue("");
    }
}
