package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.Places;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.decoding.TextDecoder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A web page: its text, laid out as Markdown, so that headings, lists, tables and code can be told apart. Lines are
 * counted in that text. What frames a page (navigation, head and foot) is left out.
 */
final class HtmlParser implements DocumentParser {
    private static final int CHARSET_WITHIN = 2048;
    private static final Pattern CHARSET = Pattern.compile("(?i)(?:charset|encoding)\\s*=\\s*[\"']?\\s*([\\w:-]+)");
    private static final String FRAME = "nav, body > header, body > footer, [role=navigation], [hidden]";

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        Document page = Jsoup.parse(TextDecoder.decode(content, declared(content)));
        Element main = main(page);
        HtmlText text = new HtmlText();
        main.filter(text);
        text.finish();
        Optional<String> title = text.blocks().stream().filter(Block::title).map(Block::label).findFirst()
                .or(() -> Optional.of(page.title().strip()).filter(name -> !name.isEmpty()));
        return new ParsedDocument(title, keywords(page), description(page), text.text(), text.blocks(), 1,
                Places.NONE, false);
    }

    /** What the page says is its main part; else the one article that is most of it; else all but what frames it. */
    private static Element main(Document page) {
        Optional<Element> main = page.select("main, [role=main]").stream().filter(Element::hasText).findFirst();
        if (main.isPresent()) {
            return main.get();
        }
        page.select(FRAME).remove();
        page.select("aside").stream().filter(aside -> aside.closest("article") == null).forEach(Element::remove);
        List<Element> articles = page.select("article").stream()
                .filter(article -> article.parent().closest("article") == null).toList();
        boolean one = articles.size() == 1 && articles.getFirst().text().length() * 2 > page.body().text().length();
        return one ? articles.getFirst() : page.body();
    }

    private static List<String> description(Document page) {
        return Optional.of(page.select("meta[name=description]").attr("content").strip())
                .filter(text -> !text.isEmpty()).stream().toList();
    }

    private static List<String> keywords(Document page) {
        return Arrays.stream(page.select("meta[name=keywords]").attr("content").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Optional<Charset> declared(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, CHARSET_WITHIN), StandardCharsets.ISO_8859_1);
        Matcher charset = CHARSET.matcher(start);
        try {
            return charset.find() ? Optional.of(Charset.forName(charset.group(1))) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
