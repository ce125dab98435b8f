package dev.rill.chat.tool;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import java.util.List;

/** What a {@link Look} showed. Immutable. */
public sealed interface Found {

    /** @param lists as {@link dev.rill.retrieval.PassageSearch#candidates} gave them */
    record Candidates(List<List<Passage>> lists) implements Found {
    }

    record Lines(DocumentText document) implements Found {
    }

    /** @param total how many there are; {@code documents} may be fewer */
    record Documents(List<DocumentInfo> documents, int total) implements Found {
    }

    /** @param why for the model */
    record Nothing(String why) implements Found {
        /** Without the reason, which may hold what was asked for. */
        @Override
        public String toString() {
            return "Nothing[]";
        }
    }
}
