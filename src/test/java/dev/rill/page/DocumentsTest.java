package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rill.model.fake.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What answers come from, as the page lists and shows it. */
@ExtendWith(Chromium.class)
class DocumentsTest {

    @Test
    void howFarWorkIsStandsAboveTheListUntilItIsDone(Browser browser) throws Exception {
        try (Rilled rilled = Rilled.start(browser, Map.of("OPENAI_EMBEDDING_MODEL", "fake-embeddings"))) {
            rilled.model.otherwise(request -> request.route().endsWith("/embeddings")
                    ? Optional.of(Script.status(503)) : Optional.empty());
            Files.writeString(rilled.house.documents().resolve("late.md"), "# Late\n\nA heron stands in the reeds.\n");
            Page page = rilled.open().page();
            page.waitForCondition(() -> rilled.house.call("GET", "/documents").has("progress"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Documents")).click();
            assertThat(page.locator(".work")).containsText(
                    Pattern.compile("Preparing search by meaning\\s*\\d+ of \\d+"));
            new Chat(page).screenshot("documents-work");
            rilled.model.otherwise(_ -> Optional.empty());
            assertThat(page.locator(".work")).hasCount(0);
            assertThat(page.locator("button.document", new Page.LocatorOptions().setHasText("Late"))).hasCount(1);
            assertEquals(List.of(), rilled.complaints);
        }
    }

    @Test
    void documentsAreListedByFolderFoundAndShownAsPeopleReadThem(Browser browser) throws Exception {
        try (Rilled rilled = Rilled.start(browser, Map.of())) {
            Path documents = rilled.house.documents();
            Files.createDirectories(documents.resolve("tables"));
            Files.writeString(documents.resolve("tables/tools.csv"), "Tool,Shelf\nTheodolite,Z1\nSpanner,S2\n");
            Files.writeString(documents.resolve("report.msg"), "x");
            Chat chat = rilled.open();
            Page page = chat.page();
            page.waitForCondition(() -> rilled.house.call("GET", "/documents").toString().contains("tools.csv"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Documents")).click();
            assertThat(page.locator(".left-out")).containsText("1 .msg file");
            page.locator("a.document", new Page.LocatorOptions().setHasText("tables")).click();
            assertThat(page.locator(".crumbs")).containsText("tables");
            page.locator("button.document").click();
            assertThat(chat.passage().locator("thead th")).hasText(new String[] {"Row", "Tool", "Shelf"});
            assertThat(chat.passage().locator("tbody tr").first().locator("td"))
                    .hasText(new String[] {"2", "Theodolite", "Z1"});
            chat.screenshot("document-table");
            chat.button("Show lines").click();
            assertThat(chat.passage().locator(".line").first()).containsText("| Row | Tool | Shelf |");
            Download file = page.waitForDownload(() -> chat.passage().getByLabel("Download the original").click());
            assertEquals("tools.csv", file.suggestedFilename());
            assertEquals(Files.readString(documents.resolve("tables/tools.csv")), Files.readString(file.path()));
            chat.button("Close passage").click();
            page.goBack();
            page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Search documents by name"))
                    .fill("tools");
            assertThat(page.locator("button.document")).hasCount(1);
            assertThat(page.locator("button.document .hint")).hasText("tables/tools.csv");
            assertEquals(List.of(), rilled.complaints);
        }
    }
}
