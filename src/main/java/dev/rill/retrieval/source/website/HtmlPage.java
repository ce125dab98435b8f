package dev.rill.retrieval.source.website;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What a page says to those who walk over its site. Immutable.
 *
 * @param indexed whether it may be a document
 * @param links   as they are written, without their fragments; none where they are not to be followed
 */
record HtmlPage(boolean indexed, List<String> links) {

    /** @param charset that its server named; empty where it named none */
    static HtmlPage parse(URI url, byte[] html, String charset) throws IOException {
        Document page = Jsoup.parse(new ByteArrayInputStream(html), known(charset) ? charset : null, url.toString());
        String said = page.select("meta[name=robots], meta[name=" + Robots.NAME + "]").eachAttr("content").toString()
                .toLowerCase(Locale.ROOT);
        boolean none = said.contains("none");
        return new HtmlPage(!none && !said.contains("noindex"), none || said.contains("nofollow") ? List.of()
                : page.select("a[href], area[href]").eachAttr("href").stream()
                        .map(link -> link.replaceAll("#.*", "")).toList());
    }

    private static boolean known(String charset) {
        try {
            return !charset.isEmpty() && Charset.isSupported(charset);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
