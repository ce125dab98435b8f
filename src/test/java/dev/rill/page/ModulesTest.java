package dev.rill.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's modules, tested by {@code src/test/web} in the browser that they are for. */
@ExtendWith(Chromium.class)
class ModulesTest {
    private static final String ORIGIN = "http://modules.localhost/";

    @TestFactory
    Stream<DynamicTest> modules(Browser browser) throws IOException {
        List<Map<String, String>> results = run(browser, bundle());
        assertFalse(results.isEmpty(), "no tests");
        return results.stream().map(result ->
                dynamicTest(result.get("name"), () -> assertNull(result.get("failure"), result.get("failure"))));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> run(Browser browser, String bundle) {
        try (BrowserContext context = browser.newContext()) {
            context.route("**/*", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html")
                    .setBody("<!doctype html><meta charset=utf-8>")));
            Page page = context.newPage();
            page.navigate(ORIGIN);
            page.evaluate(bundle);
            return (List<Map<String, String>>) page.evaluate("() => runTests()");
        }
    }

    private static String bundle() throws IOException {
        try (InputStream file = ModulesTest.class.getResourceAsStream("/web-tests/all.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
