package dev.rill.page;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page as a person sees it: what is on it, by its names and roles. */
record Chat(Page page) {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    Locator composer() {
        return page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true)).and(page.locator("textarea"));
    }

    void ask(String question) {
        composer().fill(question);
        page.keyboard().press("Enter");
    }

    Locator answers() {
        return page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Answer").setExact(true));
    }

    Locator answer() {
        return answers().last();
    }

    /** The last answer's text, its steps and sources left out. */
    Locator text() {
        return answer().locator(".markdown");
    }

    Locator questions() {
        return page.locator(".question .bubble");
    }

    Locator steps() {
        return answer().locator(".steps");
    }

    Locator note() {
        return answer().locator(".note");
    }

    Locator refusal() {
        return page.locator(".refusal");
    }

    Locator passage() {
        return page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Passage"));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator item(String name) {
        return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator threads() {
        return page.locator(".threads li");
    }

    Locator toast() {
        return page.locator(".toast");
    }

    Locator stop() {
        return button("Stop");
    }

    Locator send() {
        return button("Send");
    }

    /** Waits until the last answer is no longer being written. */
    void awaitEnd() {
        answer().and(page.locator("[aria-busy=false]")).waitFor();
    }

    /** Chooses from the header's menu. */
    void choose(String action) {
        page.locator(".chat-header .menu-anchor > button").click();
        item(action).click();
    }

    /** Lets the first such request through, and holds its response back until the one runnable there is run. */
    List<Runnable> holdFirst(String method, String url) {
        List<Runnable> held = new ArrayList<>();
        page.route(url, route -> {
            if (held.isEmpty() && route.request().method().equals(method)) {
                APIResponse response = route.fetch();
                held.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(response)));
            } else {
                route.resume();
            }
        });
        return held;
    }

    void screenshot(String name) {
        page.waitForTimeout(250);
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
