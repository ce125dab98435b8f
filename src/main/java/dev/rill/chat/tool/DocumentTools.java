package dev.rill.chat.tool;

import dev.rill.model.ModelEvent.ToolCall;
import dev.rill.model.ModelRequest;
import dev.rill.model.ModelRequest.Tool;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.PassageScope;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Place;
import dev.rill.stream.Source;
import dev.rill.trace.Trace;
import dev.rill.trace.Work;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What a model may do with the documents: search in them, read one, list them. Any thread. */
public final class DocumentTools {
    /** Names that no text begins with by chance: models also write calls as text. */
    private static final String SEARCH = "search_documents";
    private static final String READ = "read_document";
    private static final String LIST = "list_documents";
    private static final int CANDIDATES = 50;
    private static final int MOST_QUERIES = 5;
    private static final int MOST_LINES = 200;
    private static final int MOST_CHARS = 8000;
    private static final int MOST_LISTED = 200;

    /** How a model is told of them. */
    public static final ModelRequest.Tools DESCRIBED = ModelRequest.Tools.of(List.of(
            new Tool(SEARCH, "Finds passages in the documents.", """
                    {"type":"object","properties":{"queries":{"type":"array","items":{"type":"string"},"description":\
                    "what to look for, in plain words; several wordings or questions find more"},"folder":\
                    {"type":"string","description":"search only below this folder"},"tags":{"type":"array",\
                    "items":{"type":"string"},"description":"search only documents with one of these tags"}},\
                    "required":["queries"],"additionalProperties":false}"""),
            new Tool(READ, "Reads lines of one document, for what stands around a passage.", """
                    {"type":"object","properties":{"path":{"type":"string","description":"as search results have \
                    it"},"from":{"type":"integer","description":"first line, from 1"},"to":{"type":"integer",\
                    "description":"last line"}},"required":["path"],"additionalProperties":false}"""),
            new Tool(LIST, "Lists documents by path, with their titles.", """
                    {"type":"object","properties":{"pattern":{"type":"string","description":"a glob such as \
                    guides/**/*.md, or words of a path or title; all documents where it is left out"}},\
                    "additionalProperties":false}""")));

    private final DocumentLibrary documents;

    public DocumentTools(DocumentLibrary documents) {
        this.documents = documents;
    }

    /** What a call asks for. {@code question} is searched for where a search says nothing that can be read. */
    public static Look look(ToolCall call, String question) {
        ToolArguments arguments = ToolArguments.of(call.argumentsJson());
        return switch (call.name()) {
            case SEARCH -> {
                List<String> queries = arguments.texts("queries", "query", "q");
                yield new Look.Search(queries.isEmpty() ? List.of(question)
                        : queries.subList(0, Math.min(MOST_QUERIES, queries.size())),
                        new PassageScope(arguments.text("folder", "path"), arguments.texts("tags", "tag")));
            }
            case READ -> arguments.text("path", "document", "file")
                    .<Look>map(path -> new Look.Read(path, arguments.line("from", "from_line", "start"),
                            arguments.line("to", "to_line", "end")))
                    .orElseGet(() -> new Look.Unclear("read_document needs a path."));
            case LIST -> new Look.Listing(arguments.text("pattern", "glob", "path").orElse(""));
            default -> new Look.Unclear("There is no tool of this name.");
        };
    }

    /** With who may read each now, for whoever is to see it later, and where its content came from. */
    public List<Source> withReaders(List<Source> sources) {
        return sources.stream().map(source -> source.readBy(documents.readers(source.path()))
                .from(documents.origin(source.path()))).toList();
    }

    /** Does it; a search may wait for an embeddings server, under the cancellation. */
    public Found look(Look look, Cancellation cancellation) {
        return Trace.traced(new Work.Tool(name(look)), () -> looked(look, cancellation));
    }

    private static String name(Look look) {
        return switch (look) {
            case Look.Search _ -> SEARCH;
            case Look.Read _ -> READ;
            case Look.Listing _ -> LIST;
            case Look.Unclear _ -> "unclear";
        };
    }

    private Found looked(Look look, Cancellation cancellation) {
        return switch (look) {
            case Look.Search search -> new Found.Candidates(
                    documents.candidates(search.queries(), search.scope(), CANDIDATES, cancellation));
            case Look.Read read -> read(read);
            case Look.Listing listing -> list(listing.pattern());
            case Look.Unclear unclear -> new Found.Nothing(unclear.why());
        };
    }

    private Found read(Look.Read read) {
        int from = read.from().orElse(1);
        int to = Math.min(from + MOST_LINES - 1, Math.max(from, read.to().orElse(Integer.MAX_VALUE)));
        return known(read.path())
                .flatMap(path -> documents.text(path, OptionalInt.of(from), OptionalInt.of(to)))
                .<Found>map(text -> new Found.Lines(shortened(text)))
                .orElseGet(() -> new Found.Nothing(
                        "There is no document of this path; list_documents tells the paths."));
    }

    /** Models leave out a folder, or write another case. */
    private Optional<String> known(String wanted) {
        String path = wanted.strip().replaceAll("^(\\./|/)+", "");
        List<String> like = documents.documents().stream().map(DocumentInfo::path)
                .filter(known -> known.equalsIgnoreCase(path)
                        || known.toLowerCase(Locale.ROOT).endsWith("/" + path.toLowerCase(Locale.ROOT))).toList();
        return like.contains(path) ? Optional.of(path) : like.size() == 1
                ? Optional.of(like.getFirst()) : Optional.empty();
    }

    private DocumentText shortened(DocumentText text) {
        if (text.text().length() <= MOST_CHARS) {
            return text;
        }
        int end = text.text().lastIndexOf('\n', MOST_CHARS);
        String kept = text.text().substring(0,
                end > 0 ? end : Character.isHighSurrogate(text.text().charAt(MOST_CHARS - 1))
                ? MOST_CHARS - 1 : MOST_CHARS);
        int last = text.fromLine() + (int) kept.chars().filter(c -> c == '\n').count();
        Place place = documents.text(text.path(), OptionalInt.of(text.fromLine()), OptionalInt.of(last))
                .map(DocumentText::place).orElse(text.place());
        return new DocumentText(text.path(), text.title(), text.hash(), text.fromLine(), last, place,
                text.head(), text.totalLines(), kept);
    }

    private Found list(String pattern) {
        Optional<DocumentPattern> wanted = DocumentPattern.of(pattern);
        if (wanted.isEmpty()) {
            return new Found.Nothing("A pattern " + DocumentPattern.TOO_MANY_STARS);
        }
        List<DocumentInfo> all = documents.documents().stream().filter(wanted.get()::matches).toList();
        return all.isEmpty() ? new Found.Nothing("No document matches.")
                : new Found.Documents(all.subList(0, Math.min(MOST_LISTED, all.size())), all.size());
    }
}
