package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.rill.model.fake.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents that somebody adds by the page. */
@ExtendWith(Chromium.class)
class UploadTest {
    private static final String TEXT = "# Quokkas\n\nA quokka sleeps for seventeen hours.\n";

    @Test
    void aFileThatIsDroppedOrChosenBelongsToTheThreadAndCanBeRemoved(Rilled rilled) {
        rilled.answering(Answer.words("It sleeps long [1]."));
        Chat chat = rilled.open();
        Page page = chat.page();
        drop(page, "quokkas.md", TEXT);
        Locator rows = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Documents of this thread"))
                .getByRole(AriaRole.LISTITEM);
        assertThat(rows).hasCount(1);
        assertThat(rows.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("quokkas.md").setExact(true)))
                .isVisible();
        assertThat(page.locator(".chat-header h1")).hasText("quokkas.md");
        choose(page, () -> chat.button("Add documents to this thread").click(),
                file("picture.md", "\u0089PNG\0"), file("scan.pdf", "no PDF"));
        assertThat(rows).hasCount(3);
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("scan.pdf"))).containsText("Not read: it ");
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("picture.md")))
                .containsText("The file cannot be read: it is a picture");
        chat.screenshot("uploads");
        chat.ask("How long does a quokka sleep?");
        chat.awaitEnd();
        page.reload();
        assertThat(rows).hasCount(2);
        chat.screenshot("uploads-answered");
        chat.button("Remove scan.pdf").click();
        chat.button("Remove quokkas.md").click();
        assertThat(rows).hasCount(0);
        assertEquals(0, rilled.house.call("GET", "/uploads").get("uploads").size());
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void aListThatWasOnItsWayBeforeAFileWasTakenDoesNotHideIt(Rilled rilled) {
        rilled.answering(Answer.words("It sleeps long [1]."));
        Chat chat = rilled.open();
        Page page = chat.page();
        List<Route> held = new ArrayList<>();
        List<APIResponse> empty = new ArrayList<>();
        page.route("**/uploads?threadId=*", route -> {
            if (held.isEmpty()) {
                held.add(route);
                empty.add(route.fetch());
            } else {
                route.resume();
            }
        });
        chat.ask("How long does a quokka sleep?");
        chat.awaitEnd();
        page.waitForCondition(() -> !empty.isEmpty());
        drop(page, "quokkas.md", TEXT);
        Locator rows = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Documents of this thread"))
                .getByRole(AriaRole.LISTITEM);
        assertThat(rows.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("quokkas.md").setExact(true)))
                .isVisible();
        page.waitForResponse("**/uploads?threadId=*",
                () -> held.getFirst().fulfill(new Route.FulfillOptions().setResponse(empty.getFirst())));
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assertThat(rows).hasCount(1);
    }

    @Test
    void manyFilesAtOnceLeaveRoomForAQuestionAndWhatIsRefusedTakesNoOthersPlace(Browser browser) {
        try (Rilled rilled = Rilled.start(browser, Map.of("RILL_UPLOAD_MAX_FILES_PER_USER", "6"))) {
            rilled.answering(Answer.words("It sleeps long [1]."));
            Chat chat = rilled.open();
            Page page = chat.page();
            List<FilePayload> files = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                files.add(file("picture" + i + ".md", "\u0089PNG\0"));
                files.add(file("quokkas" + i + ".md", TEXT + i));
            }
            files.add(file("late.md", TEXT));
            choose(page, () -> chat.button("Add documents to this thread").click(), files.toArray(FilePayload[]::new));
            chat.ask("How long does a quokka sleep?");
            chat.awaitEnd();
            Locator rows = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions()
                    .setName("Documents of this thread")).getByRole(AriaRole.LISTITEM);
            assertThat(rows).hasCount(13);
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("late.md"))).containsText("1 GiB together");
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("it is a picture"))).hasCount(6);
            assertThat(rows.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(
                    Pattern.compile("^quokkas\\d\\.md$")))).hasCount(6);
        }
    }

    @Test
    void aFileThatStandsStillLetsTheOthersGoAndCanBeSentAgain(Rilled rilled) {
        Chat chat = rilled.open("#/documents");
        Page page = chat.page();
        page.clock().install();
        List<Route> stalled = new ArrayList<>();
        page.route("**/documents?name=first.md", route -> {
            if (stalled.isEmpty()) {
                stalled.add(route);
            } else {
                route.resume();
            }
        });
        page.waitForRequest("**/documents?name=first.md", () -> choose(page,
                () -> chat.button("Add documents of your own").click(), file("first.md", TEXT),
                file("second.md", "two")));
        Locator rows = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Documents of your own"))
                .getByRole(AriaRole.LISTITEM);
        Locator first = rows.filter(new Locator.FilterOptions().setHasText("first.md"));
        Locator second = rows.filter(new Locator.FilterOptions().setHasText("second.md"));
        assertThat(first).containsText("Sending");
        assertThat(second).containsText("Waits for the others");
        page.clock().fastForward("01:01");
        assertThat(first).containsText("It stood still");
        assertThat(second).containsText("3 B");
        chat.screenshot("uploads-stalled");
        chat.button("Send first.md again").click();
        assertThat(first).containsText(TEXT.length() + " B");
        assertThat(rows).hasCount(2);
        chat.button("Remove first.md").click();
        chat.button("Remove second.md").click();
        assertThat(rows).hasCount(0);
    }

    @Test
    void documentsOfOnesOwnAreListedWithTheOthers(Browser browser) {
        try (Rilled rilled = Rilled.start(browser, Map.of())) {
            Chat chat = rilled.open("#/documents");
            Page page = chat.page();
            choose(page, () -> chat.button("Add documents of your own").click(),
                    file("quokkas.md", TEXT));
            Locator row = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Documents of your own"))
                    .getByRole(AriaRole.LISTITEM);
            Locator name = row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("quokkas.md")
                    .setExact(true));
            name.click();
            assertThat(chat.passage()).containsText("seventeen hours");
            chat.button("Close passage").click();
            chat.screenshot("uploads-own");
            page.setViewportSize(390, 740);
            chat.screenshot("uploads-own-narrow");
            chat.button("Remove quokkas.md").click();
            assertThat(row).hasCount(0);
        }
    }

    @Test
    void whatWaitsForTheVirusScannerSaysSoAndFitsOnAPhone(Browser browser) {
        try (Rilled rilled = Rilled.start(browser, Map.of("RILL_UPLOAD_SCAN_COMMAND", "/none/scanner"))) {
            Chat chat = rilled.open("#/documents");
            Page page = chat.page();
            page.setViewportSize(390, 844);
            choose(page, () -> chat.button("Add documents of your own").click(), file("quokkas.md", TEXT));
            Locator row = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Documents of your own"))
                    .getByRole(AriaRole.LISTITEM);
            assertThat(row.getByText("Waits: the virus scanner cannot be started")).isVisible();
            assertThat(row.getByText("quokkas.md", new Locator.GetByTextOptions().setExact(true))).isVisible();
            assertThat(chat.button("Remove quokkas.md")).isInViewport(
                    new LocatorAssertions.IsInViewportOptions().setRatio(1));
        }
    }

    @Test
    void aServerThatTakesNothingOffersNothing(Browser browser) {
        try (Rilled rilled = Rilled.start(browser, Map.of("RILL_UPLOADS", "false"))) {
            Chat chat = rilled.open("#/documents");
            assertThat(chat.page().locator(".documents h1")).hasText("Documents");
            assertThat(chat.page().locator(".documents-body [role=status]")).containsText("document");
            assertThat(chat.button("Add documents of your own")).hasCount(0);
        }
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "", text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void choose(Page page, Runnable asks, FilePayload... files) {
        page.waitForFileChooser(asks).setFiles(files);
    }

    private static void drop(Page page, String name, String text) {
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions()
                .setName("Add documents to this thread"))).isVisible();
        JSHandle files = page.evaluateHandle("([name, text]) => { const files = new DataTransfer();"
                + " files.items.add(new File([text], name)); return files; }", List.of(name, text));
        Consumer<String> send = event -> page.dispatchEvent("body", event, Map.of("dataTransfer", files));
        send.accept("dragenter");
        assertThat(page.getByText("Drop files to add them to this thread")).isVisible();
        send.accept("dragover");
        send.accept("drop");
        assertThat(page.getByText("Drop files to add them to this thread")).hasCount(0);
    }
}
