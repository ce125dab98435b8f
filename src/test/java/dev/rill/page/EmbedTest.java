package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chat that a script line puts on somebody else's page, whose policy allows the server and nothing else. */
@ExtendWith(Chromium.class)
class EmbedTest {
    private static final String OPENER = "Ask the documents";

    private final OtherSite site = new OtherSite();
    private Rilled rilled;
    private Page page;

    @BeforeEach
    void start(Browser browser) {
        rilled = Rilled.start(browser, Map.of("RILL_CORS_ORIGINS", site.origin()));
        page = open(rilled.newContext(new Browser.NewContextOptions().setViewportSize(1000, 760)),
                "<script src=\"" + rilled.url() + "embed.js\" defer></script>");
    }

    @AfterEach
    void close() {
        rilled.close();
        site.close();
    }

    @Test
    void aButtonOpensAChatThatAnswersWithLinksToItsSources() {
        button(OPENER).click();
        assertThat(question()).isFocused();
        ask("How do I stop an answer?");
        assertThat(answer()).containsText("A running answer is stopped with one request [1].");
        awaitEnd();
        Locator cited = answer().getByRole(AriaRole.LINK, named("Source 1: .*"));
        assertThat(cited).hasAttribute("href", Pattern.compile("^" + rilled.url()
                + "documents/.+\\?from=\\d+&to=\\d+$"));
        assertThat(answer().getByRole(AriaRole.LISTITEM)).hasCount(2);
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void theAnswerComesWordByWordAndAStopStopsTheModel() throws Exception {
        Gate gate = new Gate();
        rilled.answering(Answer.of("one ", "two ", "three").withGate(gate));
        button(OPENER).click();
        ask("Count");
        gate.release(1);
        assertThat(text()).hasText("one");
        gate.release(1);
        assertThat(text()).hasText("one two");
        gate.awaitArrivals(3);
        button("Stop").click();
        assertThat(answer()).containsText("Stopped.");
        assertThat(button("Send")).isVisible();
        rilled.model.requests().getLast().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerGoesOnAfterABrokenConnectionAndAfterAReload() {
        Gate gate = new Gate();
        rilled.answering(Answer.of("one ", "two ", "three ", "four").withGate(gate));
        button(OPENER).click();
        ask("Count");
        gate.release(1);
        assertThat(text()).hasText("one");
        rilled.cable.cut();
        assertThat(answer()).containsText("Connection lost. Reconnecting…");
        gate.release(1);
        rilled.cable.mend();
        assertThat(text()).hasText("one two");
        page.reload();
        button(OPENER).click();
        assertThat(text()).hasText("one two");
        gate.open();
        awaitEnd();
        assertThat(text()).hasText("one two three four");
        assertThat(page.locator("rill-chat .question")).hasText("Count");
    }

    @Test
    void aConversationGoesOnUntilANewOneIsWanted() {
        button(OPENER).click();
        ask("How do I stop an answer?");
        awaitEnd();
        ask("And resume it?");
        awaitEnd(2);
        assertEquals(1, rilled.house.threads().size());
        button("New conversation").click();
        assertThat(page.locator("rill-chat .question")).hasCount(0);
        ask("Why?");
        awaitEnd();
        assertEquals(2, rilled.house.threads().size());
    }

    @Test
    void aQuestionThatIsNotTakenStaysWhereItWasWritten() {
        button(OPENER).click();
        rilled.cable.cut();
        ask("How do I stop an answer?");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The server cannot be reached");
        assertThat(question()).hasValue("How do I stop an answer?");
        rilled.cable.mend();
        page.keyboard().press("Enter");
        awaitEnd();
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        assertEquals(1, rilled.house.threads().size());
    }

    @Test
    void aModelThatFailsIsToldUnderWhatHasCome() {
        rilled.answering(Answer.of("one ", "two").withFaultAfter(1, Effect.fin()));
        button(OPENER).click();
        ask("Count");
        assertThat(answer()).containsText("The answer broke off.");
        assertThat(text()).hasText("one");
    }

    @Test
    void itIsUsedByKeysAloneAndToldToAScreenReader() {
        page.keyboard().press("Tab");
        assertThat(button(OPENER)).isFocused();
        page.keyboard().press("Enter");
        assertThat(question()).isFocused();
        page.keyboard().type("How do I stop");
        page.keyboard().press("Shift+Enter");
        page.keyboard().type("an answer?");
        page.keyboard().press("Enter");
        assertThat(page.locator("rill-chat .question")).hasText("How do I stop\nan answer?");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(Pattern.compile("Answer: A running answer is stopped.*"));
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(button(OPENER)).isFocused();
    }

    @Test
    void axeFindsNothingInLightAndInDark() throws IOException {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            rilled.answering(Answer.words("## Heading\n\nText [1] with `code`, **bold** and a "
                    + "[link](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two\n\n"
                    + "```java\nString s = \"x\";\n```\n\n> said\n"));
            BrowserContext context = rilled.newContext(new Browser.NewContextOptions().setColorScheme(colours)
                    .setViewportSize(1000, 760).setBypassCSP(true));
            page = open(context, "<style>:root{color-scheme:light dark}</style><script src=\"" + rilled.url()
                    + "embed.js\" defer></script>");
            button(OPENER).click();
            ask("How do I stop an answer?");
            awaitEnd();
            Axe.check(page, colours.name());
            page.screenshot(new Page.ScreenshotOptions().setPath(
                    Path.of("target", "screenshots", "embed-" + colours + ".png")));
        }
    }

    @Test
    void anElementOfThePageHoldsTheChatAndLeadsToDocumentsThatAreElsewhere() {
        page = open(rilled.context, "<rill-chat label=\"Help\" theme=\"dark\" "
                + "documents=\"https://docs.example/{name}#L{from}\"></rill-chat>"
                + "<script src=\"" + rilled.url() + "embed.js\"></script>");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Help"))).isVisible();
        assertThat(button(OPENER)).hasCount(0);
        ask("How do I stop an answer?");
        awaitEnd();
        assertThat(answer().getByRole(AriaRole.LINK, named("Source 1: .*"))).hasAttribute("href",
                Pattern.compile("https://docs\\.example/[^.]+#L\\d+"));
    }

    @Test
    void whatAModelWritesIsTextAndNothingElse() {
        rilled.answering(Answer.of("<img src=x onerror=alert(1)> [click](javascript:alert(1)) <b>bold</b>"));
        button(OPENER).click();
        ask("Hack");
        awaitEnd();
        assertThat(text()).hasText("<img src=x onerror=alert(1)> click <b>bold</b>");
        assertThat(text().locator("img, a, b")).hasCount(0);
    }

    @Test
    void aSiteThatIsNotAllowedIsTold() {
        try (OtherSite stranger = new OtherSite()) {
            stranger.holds("<script src=\"" + rilled.url() + "embed.js\" defer></script>");
            page.navigate(stranger.origin());
            button(OPENER).click();
            ask("How do I stop an answer?");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("The server cannot be reached");
        }
    }

    private Page open(BrowserContext context, String body) {
        site.holds(body);
        Page opened = context.newPage();
        opened.onPageError(error -> rilled.complaints.add("error: " + error));
        opened.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                rilled.complaints.add(message.text());
            }
        });
        opened.navigate(site.origin());
        return opened;
    }

    private void ask(String text) {
        question().fill(text);
        page.keyboard().press("Enter");
    }

    private void awaitEnd() {
        awaitEnd(1);
    }

    private void awaitEnd(int answers) {
        assertThat(page.locator("rill-chat .answer[aria-busy=false]")).hasCount(answers);
    }

    private Locator answer() {
        return page.locator("rill-chat .answer").last();
    }

    private Locator text() {
        return answer().locator(".text");
    }

    private Locator question() {
        return page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.GetByRoleOptions named(String pattern) {
        return new Locator.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
