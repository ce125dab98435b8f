package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.document.ContentHash;
import dev.rill.retrieval.document.FileTitle;
import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.Places;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.document.format.FileKind;
import dev.rill.retrieval.document.passage.PassageSpan;
import dev.rill.retrieval.document.passage.PassageSplitter;
import dev.rill.retrieval.source.DocumentFile;
import dev.rill.retrieval.upload.UploadPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A document read, named, tagged and split: all that the index needs. Any thread.
 *
 * @param words what is searched of each passage, in their order
 * @param places where the lines of the text stand in the file
 * @param prose so much of the text that its language can be told
 */
public record PreparedDocument(IndexedDocument document, String text, List<Passage> passages, List<Words> words,
                               Places places, String prose) {
    /** Part of an index's identity: to be counted up whenever what is kept of a document changes. */
    static final String VERSION = "11";

    private static final int LONGEST_TITLE = 300;
    private static final int PROSE = 10_000;
    private static final int LONGEST_TAG = 60;
    private static final int MOST_TAGS = 30;

    /**
     * What is searched of a passage.
     *
     * @param text     what a reader sees of it; of the first passage with what the document says of itself
     * @param headings above and in it
     */
    public record Words(String text, List<String> headings) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Words[headings=" + headings + "]";
        }
    }

    /**
     * What a file is read as, from now on wherever it is seen.
     *
     * @throws UnreadableDocumentException when it is nothing that is read
     */
    public static DocumentType type(DocumentFile file, byte[] content) throws UnreadableDocumentException {
        return switch (FileKind.of(file.path(), content)) {
            case FileKind.Known known -> known.type();
            case FileKind.Unread(String reason) -> throw new UnreadableDocumentException(reason);
        };
    }

    /**
     * Parses the content.
     *
     * @param text the content, or what was taken out of it
     * @throws UnreadableDocumentException when it cannot be parsed
     */
    public static PreparedDocument of(DocumentFile file, DocumentType type, byte[] content, byte[] text)
            throws UnreadableDocumentException {
        ParsedDocument parsed = parse(type, text);
        String title = title(parsed, file.path());
        Places places = type.ownLines() ? Places.NONE
                : parsed.places().marks().isEmpty() ? Places.ofHeadings(parsed, title) : parsed.places();
        String hash = ContentHash.of(content);
        List<Passage> passages = new ArrayList<>();
        List<Words> words = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (PassageSpan chunk : PassageSplitter.split(parsed, title)) {
            String lines = file.path() + "#" + chunk.fromLine() + "-" + chunk.toLine();
            String id = lines;
            for (int same = 2; !ids.add(id); same++) {
                id = lines + "." + same; // one long line can make several passages
            }
            passages.add(new Passage(id, file.path(), title, chunk.headings(), chunk.fromLine(), chunk.toLine(),
                    places.between(chunk.fromLine(), chunk.toLine()),
                    parsed.text().substring(chunk.start(), chunk.end()), chunk.head(), hash, 0));
            Set<String> headings = new LinkedHashSet<>(chunk.headings());
            headings.addAll(chunk.within());
            List<String> seen = new ArrayList<>(words.isEmpty() ? parsed.metadata() : List.of());
            seen.add(chunk.head());
            seen.add(chunk.words());
            words.add(new Words(String.join("\n", seen), List.copyOf(headings)));
        }
        DocumentInfo info = new DocumentInfo(file.path(), type, title, tags(parsed, file.path(), title),
                passages.size(), content.length, file.modified(), Instant.now(), file.origin());
        String version = file.settled() ? file.version() : "";
        IndexedDocument document = new IndexedDocument(info, version, hash, file.readers());
        return new PreparedDocument(document, parsed.text(), passages, words, places, parsed.prose(PROSE));
    }

    private static ParsedDocument parse(DocumentType type, byte[] content) throws UnreadableDocumentException {
        try {
            return type.parser().parse(content);
        } catch (StackOverflowError e) {
            throw new UnreadableDocumentException("it is nested too deeply");
        }
    }

    private static String title(ParsedDocument parsed, String path) {
        String title = parsed.title().orElseGet(() -> FileTitle.of(path));
        return title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title;
    }

    private static List<String> tags(ParsedDocument parsed, String path, String title) {
        Set<String> tags = new LinkedHashSet<>();
        if (!UploadPath.is(path)) { // whose folder says nothing
            Arrays.asList(path.split("/")).subList(0, path.split("/").length - 1).forEach(part -> addTag(tags, part));
        }
        parsed.tags().forEach(tag -> addTag(tags, tag));
        parsed.blocks().stream()
                .filter(block -> block.kind() == Kind.HEADING && block.level() <= 2 && !block.label().equals(title))
                .forEach(block -> addTag(tags, block.label()));
        return List.copyOf(tags);
    }

    private static void addTag(Set<String> tags, String tag) {
        String text = tag.strip().toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && text.length() <= LONGEST_TAG && tags.size() < MOST_TAGS) {
            tags.add(text);
        }
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "PreparedDocument[document=" + document + ", passages=" + passages + "]";
    }
}
