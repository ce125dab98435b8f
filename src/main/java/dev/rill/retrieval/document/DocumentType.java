package dev.rill.retrieval.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types of documents that are indexed, told by the ends of their names. */
public enum DocumentType {
    MARKDOWN(new MarkdownParser(), ".md", ".markdown", ".mdx"),
    TEXT(new TextParser(), ".txt", ".text", ".rst"),
    ASCIIDOC(new AsciiDocParser(), ".adoc", ".asciidoc"),
    HTML(new HtmlParser(), ".html", ".htm", ".xhtml"),
    /** <a href="https://www.iso.org/standard/75839.html">ISO 32000-2</a>. */
    PDF(".pdf"),
    /**
     * Office Open XML, <a
     * href="https://ecma-international.org/publications-and-standards/standards/ecma-376/">ECMA-376</a>.
     */
    WORD(".docx", ".docm", ".dotx"),
    SLIDES(".pptx", ".pptm", ".ppsx"),
    SHEETS(".xlsx", ".xlsm", ".xltx"),
    /** OpenDocument, <a href="https://docs.oasis-open.org/office/OpenDocument/v1.3/">version 1.3</a>. */
    OPEN_DOCUMENT(".odt", ".ods", ".odp", ".ott", ".ots", ".otp"),
    /** <a href="https://www.w3.org/TR/epub-33/">EPUB 3.3</a>. */
    EPUB(".epub");

    private final DocumentParser parser;
    private final boolean extracted;
    private final List<String> endings;

    DocumentType(DocumentParser parser, String... endings) {
        this.parser = parser;
        this.extracted = false;
        this.endings = List.of(endings);
    }

    DocumentType(String... endings) {
        this.parser = new ExtractedParser();
        this.extracted = true;
        this.endings = List.of(endings);
    }

    /** Of the document's bytes; where it is {@link #extracted}, of the text that was taken out of them. */
    public DocumentParser parser() {
        return parser;
    }

    /** Whether its text has to be taken out of it first, by an {@link Extractor}. */
    public boolean extracted() {
        return extracted;
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
