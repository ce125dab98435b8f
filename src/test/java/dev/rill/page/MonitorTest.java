package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The monitor view. */
@ExtendWith(Chromium.class)
class MonitorTest {

    @Test
    void aStreamIsSeenToRunAndToEnd(Rilled rilled) {
        Gate gate = new Gate();
        rilled.answering(Answer.of("One", " two", " three.").withGate(gate));
        Chat chat = rilled.open();
        Chat monitor = rilled.open("#/monitor");
        assertThat(monitor.page().locator("h1")).hasText("Monitor");
        chat.ask("How do I stop an answer?");
        gate.release(2);
        assertThat(monitor.page().locator(".tile").first()).containsText("1");
        assertThat(monitor.page().locator("tbody tr").first()).containsText("Writing");
        assertThat(monitor.page().locator("tbody tr .figure").first()).hasText("2");
        assertThat(monitor.page().locator(".chart").first().locator("path.stroke"))
                .hasAttribute("d", Pattern.compile("M.*L.*"));
        gate.open();
        assertThat(monitor.page().locator("tbody tr").first()).containsText("Ended");
        assertThat(monitor.page().locator(".legend li").first()).containsText("Completed");
        assertThat(monitor.page().locator(".tile").nth(1)).containsText(Pattern.compile("\\d+ ms|\\d\\.\\d s"));
        monitor.page().locator("tbody tr a").first().click();
        assertThat(monitor.questions()).hasText("How do I stop an answer?");
    }

    @Test
    void aServerThatIsGoneIsSaidToBe(Rilled rilled) {
        Chat monitor = rilled.open("#/monitor");
        assertThat(monitor.page().locator(".pulse")).hasText("Live");
        rilled.cable.cut();
        assertThat(monitor.page().locator(".pulse")).hasText("The server does not answer");
        rilled.cable.mend();
        assertThat(monitor.page().locator(".pulse")).hasText("Live");
    }

    @Test
    void aPartOfThePageThatCannotBeLoadedSaysSo(Rilled rilled) {
        String script = "**/assets/views-*.js";
        rilled.context.route(script, route -> route.abort());
        Chat chat = rilled.open();
        chat.page().evaluate("() => { location.hash = '#/monitor'; }");
        assertThat(chat.page().locator("main [role=alert]")).hasText("This part of the page could not be loaded.");
        rilled.context.unroute(script);
        chat.page().getByText("Reload the page").click();
        assertThat(chat.page().locator("h1")).hasText("Monitor");
    }

    @Test
    void aHiddenMonitorAsksForNothing(Rilled rilled) {
        Chat monitor = rilled.open("#/monitor");
        assertThat(monitor.page().locator(".pulse")).hasText("Live");
        AtomicInteger asked = new AtomicInteger();
        monitor.page().evaluate("""
                () => {
                  Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
                  document.dispatchEvent(new Event('visibilitychange'));
                }""");
        monitor.page().waitForTimeout(1500);
        monitor.page().onRequest(request -> asked.incrementAndGet());
        monitor.page().waitForTimeout(3000);
        assertTrue(asked.get() == 0, asked + " requests");
    }
}
