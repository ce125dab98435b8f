package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.document.HeadingQuestions;
import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.rights.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Questions to begin with that the documents answer: headings that are questions, and where there are too few, what
 * documents are about. The search finds the very document first for each. Kept until the documents change. Any thread.
 */
public final class SuggestedQuestions {
    private static final int MOST = 3;
    private static final int MOST_KEPT = 32;
    /** So many documents are looked at in a large folder. */
    private static final int MOST_LOOKED_AT = 60;
    private static final int MOST_PASSAGES = 40;
    private static final int MOST_TRIED = 4;
    private static final long TOO_FEW_NANOS = 2_000_000_000L;
    private static final long LARGEST_BYTES = 512 * 1024;

    /** @param path of the document that answers it */
    public record Suggestion(String question, String path) {
    }

    /** Of somebody; most people see what some others see. */
    private record Made(List<DocumentInfo> of, List<Suggestion> suggestions, long atNanos) {

        /** A document is listed a moment before it can be found, so that too few are not kept for long. */
        private boolean holds(List<DocumentInfo> now) {
            return of.equals(now) && (suggestions.size() == MOST || System.nanoTime() - atNanos < TOO_FEW_NANOS);
        }
    }

    private final DocumentIndex index;
    private final Map<ReaderFilter, Made> made = new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ReaderFilter, Made> eldest) {
            return size() > MOST_KEPT;
        }
    };

    public SuggestedQuestions(DocumentIndex index) {
        this.index = index;
    }

    /** Of different documents, in no order that one could see through. */
    public synchronized List<Suggestion> get(Reader reader) {
        SeenDocuments seen = index.seen(reader);
        ReaderFilter filter = index.catalog().filter(reader);
        List<DocumentInfo> now = seen.documents();
        Made known = made.get(filter);
        if (known == null || !known.holds(now)) {
            known = new Made(now, suggest(seen, sample(now)), System.nanoTime());
            made.put(filter, known);
        }
        return known.suggestions();
    }

    /** Documents from all over the folder, the same ones each time. */
    private static List<DocumentInfo> sample(List<DocumentInfo> all) {
        return all.stream().filter(document -> document.chunks() > 0)
                .sorted(Comparator.comparingInt((DocumentInfo document) -> spread(document.path()))
                        .thenComparing(DocumentInfo::path))
                .limit(MOST_LOOKED_AT).toList();
    }

    private static int spread(String path) {
        int hash = path.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private static List<Suggestion> suggest(SeenDocuments seen, List<DocumentInfo> documents) {
        List<Suggestion> suggestions = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        for (DocumentInfo document : documents) {
            if (suggestions.size() == MOST) {
                break;
            }
            headings(seen, document).ifPresent(question -> {
                suggestions.add(new Suggestion(question, document.path()));
                taken.add(document.path());
            });
        }
        for (DocumentInfo document : documents) {
            if (suggestions.size() == MOST) {
                break;
            }
            if (!taken.contains(document.path())) {
                HeadingQuestions.ofTitle(document.title()).filter(question -> finds(seen, question, document))
                        .ifPresent(question -> suggestions.add(new Suggestion(question, document.path())));
            }
        }
        return List.copyOf(suggestions);
    }

    private static Optional<String> headings(SeenDocuments seen, DocumentInfo document) {
        return headingsOf(seen, document).stream().flatMap(heading -> HeadingQuestions.ofHeading(heading).stream())
                .limit(MOST_TRIED)
                .filter(question -> finds(seen, question, document)).findFirst();
    }

    /** Those of its text, and those that its passages stand under: the text of HTML has none. */
    private static Set<String> headingsOf(SeenDocuments seen, DocumentInfo document) {
        Set<String> headings = new LinkedHashSet<>();
        if (document.bytes() <= LARGEST_BYTES) {
            seen.text(document.path(), OptionalInt.empty(), OptionalInt.empty())
                    .ifPresent(text -> headings.addAll(headingsIn(document.type(), text.text())));
        }
        seen.passages(document.path(), MOST_PASSAGES).forEach(passage -> headings.addAll(passage.headings()));
        return headings;
    }

    private static List<String> headingsIn(DocumentType type, String text) {
        try {
            return type.parser().parse(text.getBytes(StandardCharsets.UTF_8)).blocks()
                    .stream().filter(block -> block.kind() == ParsedDocument.Kind.HEADING)
                    .map(ParsedDocument.Block::label).toList();
        } catch (UnreadableDocumentException e) {
            return List.of(); // its passages have some
        }
    }

    private static boolean finds(SeenDocuments seen, String question, DocumentInfo document) {
        return seen.first(question).filter(passage -> passage.path().equals(document.path())).isPresent();
    }
}
