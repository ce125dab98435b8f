package dev.rill.retrieval;

import dev.rill.stream.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The indexed documents: what there is, what stands in it, and what is found in it. Any thread. */
public interface DocumentLibrary extends PassageSearch {
    /** Where there are no documents. */
    DocumentLibrary NONE = new DocumentLibrary() {
        @Override
        public List<DocumentInfo> documents() {
            return List.of();
        }

        @Override
        public Optional<DocumentText> text(String path, OptionalInt from, OptionalInt to) {
            return Optional.empty();
        }

        @Override
        public List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit,
                                              Cancellation cancellation) {
            return List.of();
        }

        @Override
        public UnreadFiles unread() {
            return UnreadFiles.NONE;
        }
    };

    /** What is indexed, by path. */
    List<DocumentInfo> documents();

    /**
     * Lines of an indexed document, as they were when it was indexed. Lines beyond its ends are left out.
     *
     * @param path as {@link #documents} or a passage has it; nothing but indexed documents can be read
     * @param from counted from 1; the first line where it is empty
     * @param to   inclusive; the last line where it is empty
     */
    Optional<DocumentText> text(String path, OptionalInt from, OptionalInt to);
}
