package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import dev.rill.model.fake.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        assertThat(chat.passage().locator("h2")).isFocused();
        assertThat(chat.passage().locator("header")).containsText(Pattern.compile("\\.md, lines \\d+–\\d+"));
        String marked = chat.passage().locator("mark").allInnerTexts().toString();
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
        chat.button("Show lines").click();
        chat.passage().locator("mark .line").first().waitFor();
        String[] place = chat.passage().locator("header .hint").innerText().split(", lines |–");
        List<String> lines = Files.readAllLines(rilled.house.documents().resolve(place[0]));
        List<String> expected = lines.subList(Integer.parseInt(place[1]) - 1, Integer.parseInt(place[2]));
        List<String> shown = chat.passage().locator("mark .line > span:last-child").allTextContents().stream()
                .map(line -> line.equals("\u00a0") ? "" : line).toList();
        assertEquals(expected, shown);
    }

    @Test
    void whatTheSourceSaysIsMarkedInItAndWhatItDoesNotSayIsDoubted(Rilled rilled) {
        rilled.answering(Answer.of("The event log of a stream is kept for five minutes after its end [1]."));
        Chat chat = rilled.open();
        chat.ask("How long is the event log of a stream kept for replay?");
        chat.awaitEnd();
        assertThat(chat.answer().locator(".source-doubt")).hasCount(0);
        chat.answer().locator(".cite").first().click();
        assertThat(chat.passage().locator(".supports")).hasText(Pattern.compile("kept for five minutes"));
        chat.page().keyboard().press("Escape");
        rilled.answering(Answer.of("The event log of a stream is kept for nine hours after its end [1]."));
        chat.ask("How long is the event log of a stream kept for replay?");
        chat.awaitEnd();
        assertThat(chat.answer().locator(".source-doubt")).hasCount(1);
        chat.page().reload();
        assertThat(chat.answer().locator(".source-doubt")).hasCount(1);
        chat.answer().locator(".cite").first().click();
        assertThat(chat.passage().locator("mark")).isVisible();
        assertThat(chat.passage().locator(".supports")).hasCount(0);
        chat.screenshot("citation-doubted");
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
    void allFormsInWhichModelsCiteAreLinkedAndIndexesAreNot(Rilled rilled) {
        rilled.answering(Answer.of(
                "Ranges [1-2], others 【1】, 【2†source】 and [1; 2]. Not `items[2]`, nor items[2] here, "
                + "nor [1-99], nor \\[1]."));
        Chat chat = rilled.open();
        chat.ask("What happens when I stop an answer?");
        chat.awaitEnd();
        assertThat(chat.answer().locator(".cite")).hasText(new String[] {"[1]", "[2]", "[1]", "[2]", "[1]", "[2]"});
        assertThat(chat.text()).containsText("Not items[2], nor items[2] here, nor [1-99], nor [1].");
        assertThat(chat.answer().locator(".source .number")).hasText(new String[] {"1", "2"});
    }

    @Test
    void aChangedDocumentIsSaidToBeAndWhatWasCitedIsShown(Browser browser) throws IOException {
        try (Rilled rilled = Rilled.start(browser, Map.of())) {
            Path document = rilled.house.documents().resolve("ledger.md");
            String cited = "# Ledger backups\n\nLedger backups are kept for thirty days.";
            Files.writeString(document, cited + "\n");
            rilled.restartServer();
            rilled.answering(Answer.of("Thirty days [1]."));
            Chat chat = rilled.open();
            chat.ask("How long are ledger backups kept?");
            chat.awaitEnd();
            chat.answer().locator(".cite").click();
            assertThat(chat.passage().locator("mark")).containsText("thirty days");
            assertThat(chat.passage().locator(".note")).hasCount(0);
            chat.button("Close passage").click();

            Files.writeString(document, "# Invoices\n\nA new first part.\n\n" + cited + "\n");
            rilled.restartServer();
            chat.page().reload();
            chat.answer().locator(".cite").click();
            assertThat(chat.passage().locator(".note")).containsText("has changed since it was cited");
            assertThat(chat.passage().locator("mark .line")).hasText(new String[] {
                "1# Ledger backups", "2\u00a0", "3Ledger backups are kept for thirty days."});
            chat.screenshot("changed-source");
            chat.button("Show it as it is now").click();
            assertThat(chat.passage().locator(".note")).containsText("still in it");
            assertThat(chat.passage().locator(".line").first()).containsText("Invoices");
            assertThat(chat.passage().locator("mark .line").last())
                    .hasText("7Ledger backups are kept for thirty days.");
            chat.screenshot("changed-source-now");
            chat.button("Show what was cited").click();
            assertThat(chat.passage().locator("mark .line").last())
                    .hasText("3Ledger backups are kept for thirty days.");
            chat.button("Close passage").click();

            Files.delete(document);
            rilled.restartServer();
            chat.page().reload();
            chat.answer().locator(".cite").click();
            assertThat(chat.passage().locator(".note")).containsText("no longer there");
            assertThat(chat.passage().locator("mark .line").last())
                    .hasText("3Ledger backups are kept for thirty days.");
            assertEquals(List.of(), rilled.complaints);
        }
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
        assertThat(chat.passage().locator("mark")).not().isEmpty();
    }
}
