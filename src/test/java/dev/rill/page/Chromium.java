package dev.rill.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.rill.launch.Guard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the Chromium that is installed, and the page in it before a server, one of each for all tests. Where
 * there is no Chromium, they are skipped, and fail in CI. {@code CHROMIUM} names one that is elsewhere.
 */
final class Chromium implements ParameterResolver {
    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-quic",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == Rilled.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Browser browser = browser(context);
        if (parameter.getParameter().getType() == Browser.class) {
            return browser;
        }
        House house = shared(context).computeIfAbsent(House.class, key -> new House(Map.of()), House.class);
        return context.getStore(Namespace.create(Chromium.class))
                .computeIfAbsent(Rilled.class, key -> Rilled.at(browser, house), Rilled.class);
    }

    private static Browser browser(ExtensionContext context) {
        Optional<Path> executable = installed();
        if (executable.isEmpty()) {
            String reason = "no Chromium is installed; set CHROMIUM to one";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            Assumptions.abort(reason);
        }
        return shared(context).computeIfAbsent(Running.class, key -> Running.start(executable.get()), Running.class)
                .browser();
    }

    private static ExtensionContext.Store shared(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(Chromium.class));
    }

    private static Optional<Path> installed() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
                        "/snap/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** Closed by JUnit after the last test. */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start(Path executable) {
            PlaywrightAssertions.setDefaultAssertionTimeout(Guard.MILLIS);
            Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Running(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable).setArgs(ARGUMENTS)));
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
