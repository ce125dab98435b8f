package dev.rill.retrieval;

import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.rights.Readers;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Origin;
import dev.rill.stream.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Indexed documents, as one reader sees them: what there is, what stands in it, what is found in it. Any thread. */
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
        public Readers readers(String path) {
            return Readers.NOBODY;
        }

        @Override
        public boolean shows(String path, Readers cited) {
            return cited.everybody();
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

    /** Who may read a document that is indexed; nobody where there is none. */
    Readers readers(String path);

    /** What a document that is indexed was read as. */
    default Optional<DocumentType> type(String path) {
        return Optional.empty();
    }

    /** Where the content of a document that is indexed was fetched from, where it was. */
    default Optional<Origin> origin(String path) {
        return Optional.empty();
    }

    /**
     * Whether a passage may be shown that was read earlier, also of a document that is no longer there.
     *
     * @param cited who could read it then
     */
    boolean shows(String path, Readers cited);

    /** Sources of an answer that was given earlier: those that may no longer be shown without what they say. */
    default List<Source> shown(List<Source> sources) {
        return sources.stream()
                .map(source -> shows(source.path(), source.readers()) ? source : source.hidden()).toList();
    }
}
