package dev.rill.chat.tool;

import dev.rill.retrieval.PassageScope;
import java.util.List;
import java.util.OptionalInt;

/** Something that a model wants to see of the documents. Immutable. */
public sealed interface Look {

    /** @param queries in plain words, at least one */
    record Search(List<String> queries, PassageScope scope) implements Look {
        /** Without what is looked for. */
        @Override
        public String toString() {
            return "Search[" + queries.size() + " queries]";
        }
    }

    /**
     * @param from the first line, counted from 1
     * @param to   the last line, inclusive
     */
    record Read(String path, OptionalInt from, OptionalInt to) implements Look {
    }

    /** @param pattern a glob, or what a path or a title holds; empty for all documents */
    record Listing(String pattern) implements Look {
        /** Without what is looked for. */
        @Override
        public String toString() {
            return "Listing[]";
        }
    }

    /** @param why for the model, so that it can word the call anew */
    record Unclear(String why) implements Look {
        /** Without the reason, which may hold what was asked for. */
        @Override
        public String toString() {
            return "Unclear[]";
        }
    }
}
