package dev.rill.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page in a browser, before a whole server with a fake model behind it, with a cable between them. For one test:
 * {@link Chromium} gives one on the server that tests share; one with settings of its own is closed by its test. Used
 * by the test's thread only.
 */
final class Rilled implements AutoCloseable {
    private static final String SHORT = "A running answer is stopped with one request [1]. It keeps its text [2].";

    final House house;
    final FakeModel model;
    final CutProxy cable;
    /** What went wrong in the page, and what it asked of other hosts. */
    final List<String> complaints = new ArrayList<>();
    final BrowserContext context;
    private final Browser browser;
    private final boolean ownsHouse;
    private final List<BrowserContext> contexts = new ArrayList<>();

    private Rilled(Browser browser, House house, boolean ownsHouse) {
        this.browser = browser;
        this.house = house;
        this.ownsHouse = ownsHouse;
        model = house.model;
        answering(Answer.words(SHORT));
        cable = new CutProxy(house.port());
        context = newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    /** On a server that others use too; its threads are deleted first. */
    static Rilled at(Browser browser, House house) {
        house.deleteThreads();
        return new Rilled(browser, house, false);
    }

    /** On a server of its own. */
    static Rilled start(Browser browser, Map<String, String> settings) {
        return new Rilled(browser, new House(settings), true);
    }

    /** What the model answers to every question from now on. */
    void answering(Answer answer) {
        model.byDefault(request -> request.streams() ? answer : Answer.of("[1, 2, 3]"));
    }

    String url() {
        return "http://127.0.0.1:" + cable.port() + "/";
    }

    /** Another person's browser, or the same person's with other eyes. */
    BrowserContext newContext(Browser.NewContextOptions options) {
        BrowserContext made = browser.newContext(options);
        made.setDefaultTimeout(Guard.MILLIS);
        contexts.add(made);
        return made;
    }

    Chat open() {
        return open("");
    }

    Chat open(String hash) {
        return open(context, hash);
    }

    Chat open(BrowserContext where, String hash) {
        Page page = where.newPage();
        page.onPageError(error -> complaints.add("error: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(url()) && !request.url().startsWith("blob:")) {
                complaints.add("asked for " + request.url());
            }
        });
        page.navigate(url() + hash);
        return new Chat(page);
    }

    /** Ends the server as an operator does, and starts another on the same data. */
    void restartServer() {
        house.restart();
        cable.moveTo(house.port());
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        cable.close();
        if (ownsHouse) {
            house.close();
        }
    }
}
