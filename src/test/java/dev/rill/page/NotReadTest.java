package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person is told of files that no answer can come from. */
@ExtendWith(Chromium.class)
class NotReadTest {

    @Test
    void thePageSaysWhichFilesWereNotReadAndThatTheFolderHasGone(Browser browser) throws Exception {
        try (Rilled rilled = Rilled.start(browser, Map.of())) {
            Chat chat = rilled.open();
            assertThat(chat.page().locator(".not-read")).hasCount(0);

            Path documents = rilled.house.documents();
            Files.writeString(documents.resolve("report.msg"), "x");
            Files.writeString(documents.resolve("new.md"), "# New\n\nText.\n");
            chat.page().waitForCondition(
                    () -> rilled.house.call("GET", "/documents").at("/notRead/passedOver").asInt() == 1);
            chat.page().reload();
            assertThat(chat.page().locator(".not-read")).hasText("Not read: 1 .msg file.");

            Files.move(documents, rilled.house.folder.resolve("away"));
            chat.page().waitForCondition(() -> rilled.house.call("GET", "/documents").at("/notRead").has("gone"));
            chat.page().reload();
            assertThat(chat.page().locator(".not-read").first()).hasText("The document folder cannot be looked at: "
                    + "it is not there; answers come from what was read before.");
        }
    }
}
