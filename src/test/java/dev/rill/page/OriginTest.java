package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.rill.model.fake.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where documents were fetched from, as the page tells it. */
@ExtendWith(Chromium.class)
class OriginTest {

    @Test
    void aPageOfAWebsiteIsLinkedACommitIsNamedAndEachSourceSaysHowItStands(Browser browser, @TempDir Path base)
            throws Exception {
        Path repository = Files.createDirectories(base.resolve("repository"));
        Files.writeString(repository.resolve("herons.md"), "# Herons\n\nHerons stand in the reeds.\n");
        String commit;
        try (Git git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            commit = git.commit().setMessage("Herons").setSign(false).call().name();
        }
        try (OtherSite site = new OtherSite()) {
            site.holds("");
            Path config = Files.writeString(base.resolve("sources.yaml"), """
                    sources:
                      birds: {git: "%s"}
                      site: {website: "%s/guide/", private-addresses: true, pages: 1}
                      lost: {folder: "%s"}
                    """.formatted(repository.toUri(), site.origin(), base.resolve("lost")));
            Map<String, String> settings = Map.of("RILL_CONFIG", config.toString(), "RILL_DOCUMENTS", "");
            try (Rilled rilled = Rilled.start(browser, settings)) {
                rilled.answering(Answer.words("Things are told there [1]."));
                Chat chat = rilled.open();
                Page page = chat.page();
                page.waitForCondition(() -> allRead(rilled.house.call("GET", "/documents")));
                chat.ask("What things are on somebody’s site?");
                chat.awaitEnd();
                chat.answer().locator(".cite").click();
                Locator link = chat.passage().locator("a.origin");
                assertThat(link).hasAttribute("href", site.origin() + "/guide/");
                assertThat(link).hasAttribute("rel", "noopener noreferrer");
                chat.screenshot("passage-of-a-website");

                page.navigate(rilled.url() + "#/documents");
                Locator sources = page.locator(".source-list li");
                assertThat(sources.filter(named("birds"))).containsText("Git repository, 1 document, "
                        + commit.substring(0, 8));
                assertThat(sources.filter(named("site"))).containsText("Website, 1 document, looked at");
                assertThat(sources.filter(named("lost")).locator(".source-error")).containsText("it is not there");
                chat.screenshot("documents-sources");
                page.locator("a.document", new Page.LocatorOptions().setHasText("birds")).click();
                assertThat(page.locator("td code.origin")).hasText(commit.substring(0, 8));
                page.locator("button.document").click();
                assertThat(chat.passage().locator("code.origin")).hasText(commit.substring(0, 8));
                assertEquals(List.of(), rilled.complaints);
            }
        }
    }

    private static boolean allRead(JsonNode documents) {
        return documents.path("total").asInt() == 2 && documents.at("/notRead/pending").asInt(1) == 0;
    }

    private static Locator.FilterOptions named(String name) {
        return new Locator.FilterOptions().setHasText(name);
    }
}
