package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.rill.model.fake.Answer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of an answer that has ended: why, how long it took, what it used. */
@ExtendWith(Chromium.class)
class FinishTest {

    @Test
    void anAnswerThatIsCutOffSaysSoAndGoesOnWhenAsked(Rilled rilled) {
        rilled.answering(Answer.words("Half of what there is to say").withFinishReason("length"));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        assertThat(chat.note()).containsText("Cut off.");
        chat.screenshot("cut-off");
        chat.page().reload();
        assertThat(chat.note()).containsText("Cut off.");
        rilled.answering(Answer.words("and this is the other half."));
        chat.button("Go on").click();
        assertThat(chat.text()).hasText("and this is the other half.");
        assertThat(chat.questions()).hasText(new String[] {"How do I stop an answer?",
                "Please go on where you stopped."});
        assertThat(chat.note()).hasCount(0);
        assertThat(chat.button("Go on")).hasCount(0);
    }

    @Test
    void aFilterARefusalAndAServersOwnWordAreSaidWithoutAnOffer(Rilled rilled) {
        Chat chat = rilled.open();
        for (String[] reason : new String[][] {{"content_filter",
                "A filter of the model’s server ended the answer here."},
            {"refusal", "The model does not want to answer this."}, {"max_turns", "“max_turns”"}}) {
            rilled.answering(Answer.words("What there is.").withFinishReason(reason[0]));
            chat.ask("Why " + reason[0] + "?");
            assertThat(chat.note()).containsText(reason[1]);
            assertThat(chat.button("Go on")).hasCount(0);
        }
    }

    @Test
    void anAnswerThatCameToItsEndSaysNothingOfIt(Rilled rilled) {
        rilled.answering(Answer.words("All of it.").withFinishReason("stop"));
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        assertThat(chat.note()).hasCount(0);
    }

    @Test
    void durationAndTokensAreThereAfterAReloadAndInAnotherBrowser(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        Pattern figures = Pattern.compile("(\\d+ ms|\\d+(\\.\\d)? s)\\s*[\\d,.]+ tokens");
        assertThat(chat.answer().locator(".actions")).hasText(figures);
        chat.page().reload();
        assertThat(chat.answer().locator(".actions")).hasText(figures);
        Chat other = rilled.open(rilled.newContext(new Browser.NewContextOptions()),
                "#" + chat.page().url().split("#")[1]);
        assertThat(other.answer().locator(".actions")).hasText(figures);
    }
}
