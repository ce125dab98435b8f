package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.rill.launch.Guard;
import dev.rill.launch.ServerLaunch;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server process that is killed under the page. */
@ExtendWith(Chromium.class)
class KilledServerTest {

    @Test
    void anAnswerThatDiedWithItsServerIsShownAsInterruptedAndCanBeTriedAgain(Browser browser, @TempDir Path folder)
            throws Exception {
        Corpus.writeTo(folder.resolve("documents"));
        int port = ServerLaunch.freePort();
        Gate gate = new Gate();
        Process server = null;
        try (FakeModel model = FakeModel.start(); BrowserContext context = browser.newContext()) {
            model.byDefault(request -> Answer.of("Half of it", " and the rest").withGate(gate));
            server = start(port, folder, model);
            context.setDefaultTimeout(Guard.MILLIS);
            Page page = context.newPage();
            page.navigate("http://127.0.0.1:" + port + "/");
            Chat chat = new Chat(page);
            chat.ask("How do I stop an answer?");
            gate.release(1);
            assertThat(chat.answer()).containsText("Half of it");
            page.waitForCondition(() -> stored(page).contains("Half of it"),
                    new Page.WaitForConditionOptions().setTimeout(Guard.MILLIS));
            server.destroyForcibly().waitFor();
            assertThat(chat.steps()).containsText("Connection lost");
            server = start(port, folder, model);
            assertThat(chat.note()).containsText("Interrupted.");
            assertThat(chat.text()).hasText("Half of it");
            model.byDefault(request -> Answer.of("All of it."));
            chat.button("Try again").click();
            assertThat(chat.text()).hasText("All of it.");
        } finally {
            if (server != null) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    /** What the server would show after a restart. */
    private static String stored(Page page) {
        return (String) page.evaluate("() => fetch('/threads/' + location.hash.slice(4)).then(r => r.text())");
    }

    private static Process start(int port, Path folder, FakeModel model) throws Exception {
        List<String> arguments = List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "dev.rill.Main");
        Process process = ServerLaunch.start(arguments, Path.of("").toAbsolutePath(), port, folder.resolve("data"),
                folder.resolve("log.txt"), Map.of("RILL_DOCUMENTS", folder.resolve("documents").toString(),
                        "RILL_SEARCH", "always", "OPENAI_BASE_URL", model.baseUrl().toString(), "OPENAI_MODEL", "fake",
                        "OPENAI_API_KEY", "x"));
        long deadline = Guard.deadline();
        while (!listens(port)) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, "the server does not start");
            process.waitFor(Duration.ofMillis(50));
        }
        return process;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
