package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser has to load before a person can type. */
class BundleTest {
    private static final int MOST_BYTES = 120 * 1024;
    private static final Pattern ASSET =
            Pattern.compile("(?:src|href)=\"(assets/(?:app|chunk)-[A-Z0-9]{8}\\.(?:js|css))\"");

    @Test
    void scriptAndStyleAreUnder120KilobytesCompressed() throws IOException {
        int bytes = 0;
        List<String> assets = assets();
        assertTrue(assets.size() >= 2, assets.toString());
        for (String asset : assets) {
            bytes += gzip(read(asset)).length;
        }
        System.getLogger(BundleTest.class.getName()).log(System.Logger.Level.INFO, "{0} bytes compressed", bytes);
        assertTrue(bytes < MOST_BYTES, bytes + " bytes");
    }

    @Test
    void theChatForOtherPagesIsUnder30KilobytesCompressed() throws IOException {
        byte[] embed = read("/embed.js");
        assertTrue(gzip(embed).length < 30_000, gzip(embed).length + " bytes");
        assertFalse(new String(embed, StandardCharsets.UTF_8).contains("react"));
    }

    @Test
    void theFirstFileHoldsNoCodeAndTheOthersNoSourceMap() throws IOException {
        String index = new String(read("/index.html"), StandardCharsets.UTF_8);
        assertFalse(Pattern.compile("<script[^>]*>[^<]|<style|\\sstyle=|\\son\\w+=").matcher(index).find(), index);
        for (String asset : assets()) {
            assertFalse(new String(read(asset), StandardCharsets.UTF_8).contains("sourceMappingURL"), asset);
        }
    }

    @Test
    @ExtendWith(Chromium.class)
    void aPersonCanTypeSoonAfterTheFirstVisit(Rilled rilled) {
        Chat chat = rilled.open(rilled.newContext(new Browser.NewContextOptions()), "");
        assertThat(chat.composer()).isFocused();
        Number measured = (Number) chat.page().evaluate(
                "() => performance.getEntriesByName('rill-usable')[0].startTime");
        double usable = measured.doubleValue();
        System.getLogger(BundleTest.class.getName()).log(System.Logger.Level.INFO, "usable after {0} ms", usable);
    }

    private static List<String> assets() throws IOException {
        Matcher matcher = ASSET.matcher(new String(read("/index.html"), StandardCharsets.UTF_8));
        return matcher.results().map(result -> "/" + result.group(1)).toList();
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = BundleTest.class.getResourceAsStream("/web" + name)) {
            assertNotNull(file, name);
            return file.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
