package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of threads, and what is done to them. */
@ExtendWith(Chromium.class)
class ThreadsTest {

    @Test
    void threadsAreFoundByTheirNamesAndTheirMessages(Rilled rilled) {
        Chat chat = three(rilled);
        chat.page().keyboard().press("Control+k");
        chat.page().keyboard().type("beta");
        assertThat(chat.threads()).hasText(new String[] {"About beta"});
        chat.page().getByLabel("Search in names and messages").fill("one request");
        assertThat(chat.threads()).hasCount(3);
        chat.page().getByLabel("Search in names and messages").fill("nothing like that");
        assertThat(chat.page().locator(".threads")).containsText("Nothing found.");
    }

    /** The browser draws no frame between the keys, as when it is busy. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void whatIsTypedRightAfterTheShortcutIsSearchedFor(int width, Rilled rilled) {
        Chat chat = rilled.open(rilled.newContext(new Browser.NewContextOptions().setViewportSize(width, 800)), "");
        assertThat(chat.composer()).isFocused();
        chat.page().evaluate("() => { window.requestAnimationFrame = () => 0; }");
        chat.page().keyboard().press("Control+k");
        chat.page().keyboard().type("beta");
        assertThat(chat.page().getByLabel("Search in names and messages")).hasValue("beta");
        assertThat(chat.composer()).hasValue("");
    }

    @Test
    void backAndForwardGoThroughThreads(Rilled rilled) {
        Chat chat = three(rilled);
        chat.threads().filter(new Locator.FilterOptions().setHasText("alpha")).locator("a").click();
        assertThat(chat.questions()).hasText("About alpha");
        chat.threads().filter(new Locator.FilterOptions().setHasText("beta")).locator("a").click();
        assertThat(chat.questions()).hasText("About beta");
        chat.page().goBack();
        assertThat(chat.questions()).hasText("About alpha");
        chat.page().goForward();
        assertThat(chat.questions()).hasText("About beta");
        chat.page().keyboard().press("Control+Shift+O");
        assertThat(chat.questions()).hasCount(0);
        assertThat(chat.composer()).isFocused();
        assertThat(chat.page()).hasURL(Pattern.compile(".*#/$"));
    }

    @Test
    void aThreadIsRenamedAndStaysSo(Rilled rilled) {
        Chat chat = three(rilled);
        chat.choose("Rename");
        chat.page().getByLabel("Thread name").fill("A better name");
        chat.page().keyboard().press("Enter");
        assertThat(chat.page().locator("h1")).hasText("A better name");
        assertThat(chat.threads().first()).hasText("A better name");
        chat.choose("Rename");
        chat.page().getByLabel("Thread name").fill("Not this");
        chat.page().keyboard().press("Escape");
        chat.page().reload();
        assertThat(chat.page().locator("h1")).hasText("A better name");
        assertThat(chat.page()).hasTitle("A better name · Rill");
    }

    @Test
    void aDeletedThreadComesBackWithUndo(Rilled rilled) {
        Chat chat = three(rilled);
        String url = chat.page().url();
        chat.choose("Delete");
        assertThat(chat.threads()).hasCount(2);
        assertThat(chat.questions()).hasCount(0);
        chat.button("Undo").click();
        assertThat(chat.threads()).hasCount(3);
        assertThat(chat.page()).hasURL(url);
        assertThat(chat.questions()).hasText("About gamma");
        assertEquals(3, rilled.house.threads().size());
    }

    @Test
    void aDeletedThreadIsGoneWhenTheTimeToUndoIsOver(Rilled rilled) {
        Chat chat = three(rilled);
        Chat other = rilled.open("#" + chat.page().url().split("#")[1]);
        assertThat(other.questions()).hasText("About gamma");
        chat.choose("Delete");
        assertEquals(3, rilled.house.threads().size());
        assertThat(other.threads()).hasCount(2);
        assertEquals(2, rilled.house.threads().size());
        assertThat(other.page().locator("main")).containsText("This thread is gone");
        assertThat(chat.toast()).hasCount(0);
    }

    @Test
    void aLinkToAThreadThatIsNotThereSaysSoAndOffersANewOne(Rilled rilled) {
        Chat chat = rilled.open("#/t/never-there");
        assertThat(chat.page().getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions()
                .setHasText("This thread is gone"))).isVisible();
        assertThat(chat.composer()).isDisabled();
        chat.screenshot("thread-gone");
        chat.page().locator("main").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("New thread"))
                .last().click();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        assertEquals(1, rilled.house.threads().size());
    }

    @Test
    void aDeletedThreadIsGoneTooWhenThePageIsLeftBeforeThat(Rilled rilled) {
        Chat chat = three(rilled);
        chat.choose("Delete");
        assertThat(chat.threads()).hasCount(2);
        chat.page().navigate("about:blank");
        chat.page().waitForCondition(() -> rilled.house.threads().size() == 2);
    }

    @Test
    void aThreadIsExportedAsMarkdownAndAsJson(Rilled rilled) throws IOException {
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        Download markdown = chat.page().waitForDownload(() -> chat.choose("Export as Markdown"));
        assertTrue(markdown.suggestedFilename().endsWith(".md"), markdown.suggestedFilename());
        String text = Files.readString(markdown.path());
        for (String part : List.of("How do I stop an answer?", "stopped with one request", "stopping.md")) {
            assertTrue(text.contains(part), text);
        }
        Download json = chat.page().waitForDownload(() -> chat.choose("Export as JSON"));
        assertTrue(json.suggestedFilename().endsWith(".json"), json.suggestedFilename());
        assertTrue(Files.readString(json.path()).startsWith("{"));
    }

    @Test
    void aThreadThatCannotBeReadSaysSoAndIsReadWhenItCan(Rilled rilled) {
        Chat chat = three(rilled);
        chat.page().route("**/threads/*", route -> route.fulfill(new Route.FulfillOptions()
                .setStatus(503).setContentType("application/problem+json").setBody("{\"code\":\"STORE_UNAVAILABLE\"}")),
                new Page.RouteOptions().setTimes(1));
        chat.page().reload();
        assertThat(chat.page().locator("main")).containsText("The thread could not be read");
        chat.button("Try again").click();
        assertThat(chat.questions()).hasText("About gamma");
    }

    @Test
    void aThreadThatTheServerSaysNothingOfCanBeReadAgain(Rilled rilled) {
        Chat chat = three(rilled);
        Page page = chat.page();
        page.clock().install();
        List<Runnable> held = chat.holdFirst("GET", "**/threads/*");
        page.waitForRequest("**/threads/*", page::reload);
        page.waitForCondition(() -> !held.isEmpty());
        page.clock().fastForward("01:01");
        assertThat(page.locator("main")).containsText("The thread could not be read");
        page.locator("main").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try again")).click();
        assertThat(chat.questions()).hasText("About gamma");
    }

    /** Three threads, the last of them open. */
    private static Chat three(Rilled rilled) {
        Chat chat = rilled.open();
        for (String name : new String[] {"alpha", "beta", "gamma"}) {
            chat.button("New thread").first().click();
            chat.ask("About " + name);
            chat.awaitEnd();
        }
        assertThat(chat.threads()).hasCount(3);
        return chat;
    }
}
