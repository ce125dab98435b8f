package dev.rill.retrieval.document.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The types of documents that are indexed. A name tells one by its end; what a file is {@link FileKind} tells, which
 * looks at its content too.
 */
public enum DocumentType {
    MARKDOWN(new MarkdownParser(), ".md", ".markdown", ".mdx"),
    TEXT(new TextParser(), ".txt", ".text", ".rst"),
    ASCIIDOC(new AsciiDocParser(), ".adoc", ".asciidoc"),
    HTML(new HtmlParser(), ".html", ".htm", ".xhtml"),
    ORG(new LineMarksParser(LineMarks.ORG), ".org"),
    TEXTILE(new LineMarksParser(LineMarks.TEXTILE), ".textile"),
    LATEX(new LineMarksParser(LineMarks.LATEX), ".tex", ".latex"),
    VALUES(new CsvParser(), ".csv", ".tsv"),
    /** Programs, configuration, data and logs. */
    CODE(new CodeParser(), ".java", ".kt", ".kts", ".scala", ".groovy", ".gradle", ".clj", ".py", ".rb", ".pl", ".php",
            ".lua", ".r", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".vue", ".svelte", ".c", ".h", ".cc", ".cpp",
            ".hpp", ".cs", ".fs", ".go", ".rs", ".swift", ".m", ".hs", ".ml", ".ex", ".exs", ".erl", ".dart", ".zig",
            ".sh", ".bash", ".zsh", ".fish", ".ps1", ".bat", ".cmd", ".sql", ".proto", ".graphql", ".tf", ".cmake",
            ".css", ".scss", ".less", ".json", ".jsonl", ".yaml", ".yml", ".toml", ".xml", ".ini", ".cfg", ".conf",
            ".properties", ".log"),
    /** <a href="https://www.iso.org/standard/75839.html">ISO 32000-2</a>. */
    PDF(".pdf"),
    /**
     * Office Open XML, <a
     * href="https://ecma-international.org/publications-and-standards/standards/ecma-376/">ECMA-376</a>.
     */
    WORD(".docx", ".docm", ".dotx", ".doc", ".dot"),
    SLIDES(".pptx", ".pptm", ".ppsx", ".ppt", ".pps"),
    SHEETS(".xlsx", ".xlsm", ".xltx", ".xls", ".xlt"),
    /** OpenDocument, <a href="https://docs.oasis-open.org/office/OpenDocument/v1.3/">version 1.3</a>. */
    OPEN_DOCUMENT(".odt", ".ods", ".odp", ".ott", ".ots", ".otp"),
    /** <a href="https://www.w3.org/TR/epub-33/">EPUB 3.3</a>. */
    EPUB(".epub"),
    RICH_TEXT(".rtf"),
    /** <a href="https://www.rfc-editor.org/rfc/rfc5322">RFC 5322</a>. */
    MAIL(".eml"),
    /** <a href="https://nbformat.readthedocs.io/">Jupyter's</a>. */
    NOTEBOOK(".ipynb");

    /** What programs write down for themselves, as long as it is: nobody asks for it. */
    private static final Set<String> UNASKED = Set.of("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml",
            "composer.lock");

    /** Of programs before these formats, which today's programs give to what others read as well. */
    private static final Set<String> OLDER = Set.of(".doc", ".dot", ".ppt", ".pps", ".xls", ".xlt");

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

    /** Whether its text has to be taken out of it first, by an {@code Extractor}. */
    public boolean extracted() {
        return extracted;
    }

    /** Whether people see the lines that are counted: those of the file itself. */
    public boolean ownLines() {
        return !extracted && this != HTML && this != VALUES;
    }

    /** That such files usually have. */
    String ending() {
        return endings.getFirst();
    }

    /** Whether its files are ZIP archives. */
    boolean packed() {
        return switch (this) {
            case WORD, SLIDES, SHEETS, OPEN_DOCUMENT, EPUB -> true;
            case MARKDOWN, TEXT, ASCIIDOC, HTML, ORG, TEXTILE, LATEX, VALUES, CODE, PDF, RICH_TEXT, MAIL,
                    NOTEBOOK -> false;
        };
    }

    /** Whether a page that is called so is one all the same, and no example of one. */
    boolean mayBePage() {
        return extracted || this == TEXT || this == MARKDOWN;
    }

    /** What the name alone tells: of one without an ending, text: only its content tells whether it is. */
    public static Optional<DocumentType> of(String path) {
        if (!named(path)) {
            return Optional.of(TEXT);
        }
        String name = name(path);
        String ending = name.substring(name.lastIndexOf('.'));
        if (UNASKED.contains(name) || name.endsWith(".min.js")) {
            return Optional.empty();
        }
        for (DocumentType type : values()) {
            if (type.endings.contains(ending)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Whether the name has an ending, which tells its type. */
    public static boolean named(String path) {
        return name(path).lastIndexOf('.') >= 0;
    }

    /** Whether the name has an ending of files that are not read, which others have got as well. */
    static boolean older(String path) {
        String name = name(path);
        return named(path) && OLDER.contains(name.substring(name.lastIndexOf('.')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
