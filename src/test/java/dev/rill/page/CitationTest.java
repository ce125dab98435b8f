package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.rill.model.fake.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Citations, and the passages that they open. */
@ExtendWith(Chromium.class)
class CitationTest {

    @Test
    void aCitationOpensItsPassageBesideTheAnswer(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("What happens when I stop an answer?");
        chat.awaitEnd();
        chat.answer().locator(".cite").first().click();
        assertThat(chat.passage()).isVisible();
        assertThat(chat.passage().getByRole(AriaRole.HEADING)).isFocused();
        assertThat(chat.passage().locator("header")).containsText(Pattern.compile("\\.md, lines \\d+–\\d+"));
        String marked = chat.passage().locator("mark .line > span:last-child").allInnerTexts().toString();
        assertTrue(List.of("stop", "stream", "answer").stream().anyMatch(marked::contains), marked);
        assertThat(chat.answer()).isVisible();
        chat.page().keyboard().press("Escape");
        assertThat(chat.passage()).isHidden();
        assertThat(chat.answer().locator(".cite").first()).isFocused();
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void theHighlightedLinesAreTheDocumentsLines(Rilled rilled) throws IOException {
        Chat chat = rilled.open();
        chat.ask("What happens when I stop an answer?");
        chat.awaitEnd();
        chat.answer().locator(".cite").first().click();
        chat.passage().locator("mark").waitFor();
        String[] place = chat.passage().locator("header .hint").innerText().split(", lines |–");
        List<String> lines = Files.readAllLines(rilled.house.documents().resolve(place[0]));
        List<String> expected = lines.subList(Integer.parseInt(place[1]) - 1, Integer.parseInt(place[2]));
        List<String> shown = chat.passage().locator("mark .line > span:last-child").allTextContents().stream()
                .map(line -> line.equals("\u00a0") ? "" : line).toList();
        assertEquals(expected, shown);
    }

    @Test
    void aNumberThatNamesNoSourceIsNoCitation(Rilled rilled) {
        rilled.answering(Answer.of("Known [1], unknown [77], both [1, 77], code `a[1]`."));
        Chat chat = rilled.open();
        chat.ask("What happens when I stop an answer?");
        chat.awaitEnd();
        assertThat(chat.answer().locator(".cite")).hasCount(1);
        assertThat(chat.text()).containsText("unknown [77], both [1, 77], code a[1].");
    }

    @Test
    void theSourcesUnderAnAnswerOpenToo(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("What happens when I stop an answer?");
        chat.awaitEnd();
        assertThat(chat.answer().locator(".source .number").first()).hasText("1");
        chat.answer().locator(".source").first().click();
        assertThat(chat.passage()).isVisible();
        chat.button("Close passage").click();
        assertThat(chat.passage()).isHidden();
    }

    @Test
    void aDocumentThatIsGoneIsSaidToBeAndItsBeginningShown(Rilled rilled) throws IOException {
        Chat chat = rilled.open();
        chat.ask("What happens when I stop an answer?");
        chat.awaitEnd();
        chat.page().route("**/documents/**", route -> route.fulfill(
                new Route.FulfillOptions().setStatus(404).setBody("{}")));
        chat.answer().locator(".cite").first().click();
        assertThat(chat.passage()).containsText("no longer there");
        assertThat(chat.passage().locator("blockquote")).not().isEmpty();
    }
}
