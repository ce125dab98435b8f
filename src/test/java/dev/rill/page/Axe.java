package dev.rill.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe finds wrong for people who cannot see, or not well. */
final class Axe {

    private Axe() {
    }

    /** Fails where it finds anything; also in what elements keep in a shadow. */
    static void check(Page page, String what) throws IOException {
        try (InputStream axe = Axe.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = page.evaluate("""
                () => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v =>
                  v.impact + ' ' + v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.html.slice(0, 120)
                    + ' ' + (n.any[0]?.message ?? '')).join(' | ')))""");
        assertEquals(List.of(), found, what);
    }
}
