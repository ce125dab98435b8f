package dev.rill.retrieval.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types of documents that are indexed, told by the ends of their names. */
public enum DocumentType {
    MARKDOWN(new MarkdownParser(), ".md", ".markdown", ".mdx"),
    TEXT(new TextParser(), ".txt", ".text", ".rst"),
    ASCIIDOC(new AsciiDocParser(), ".adoc", ".asciidoc"),
    HTML(new HtmlParser(), ".html", ".htm", ".xhtml");

    private final DocumentParser parser;
    private final List<String> endings;

    DocumentType(DocumentParser parser, String... endings) {
        this.parser = parser;
        this.endings = List.of(endings);
    }

    public DocumentParser parser() {
        return parser;
    }

    public static Optional<DocumentType> of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        String ending = name.substring(dot);
        for (DocumentType type : values()) {
            if (type.endings.contains(ending)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
