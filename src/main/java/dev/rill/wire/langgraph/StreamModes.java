package dev.rill.wire.langgraph;

import dev.rill.http.response.Json;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a client wants to see of a run. Immutable. */
record StreamModes(Set<Mode> wanted) {
    private static final StreamModes VALUES = new StreamModes(EnumSet.of(Mode.VALUES));

    /** Of LangGraph's, what there is nothing to send of. */
    private static final Set<String> SILENT = Set.of("events", "debug", "tasks", "checkpoints");
    /** All that are understood, for people. */
    static final String WORDS = Stream.concat(Stream.of(Mode.values()).map(Mode::word), SILENT.stream().sorted())
            .collect(Collectors.joining(", "));

    /** Those of LangGraph's that there is something to send of; the others send nothing. */
    enum Mode {
        /** The whole state, at the beginning and at the end. */
        VALUES,
        /** What a node has added. */
        UPDATES,
        /** Pieces of the answer. */
        MESSAGES_TUPLE,
        /** The answer so far. */
        MESSAGES,
        /** What the steps say of themselves. */
        CUSTOM;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    StreamModes {
        wanted = Set.copyOf(wanted);
    }

    /** @param node a word or an array of words; values where there is none */
    static StreamModes of(JsonNode node) {
        if (!Json.present(node)) {
            return VALUES;
        }
        return of(node.isArray() ? node.valueStream().map(word -> word.stringValue("")) : Stream.of(
                node.stringValue("")));
    }

    /** Whether at least one of the words says something, where there are any. */
    static boolean understood(JsonNode node) {
        if (!Json.present(node) || node.isArray() && node.isEmpty()) {
            return true;
        }
        Stream<JsonNode> words = node.isArray() ? node.valueStream() : Stream.of(node);
        return words.map(word -> word.stringValue(""))
                .anyMatch(word -> SILENT.contains(word) || mode(word).isPresent());
    }

    static StreamModes of(Stream<String> words) {
        EnumSet<Mode> modes = EnumSet.noneOf(Mode.class);
        words.flatMap(word -> mode(word).stream()).forEach(modes::add);
        return new StreamModes(modes);
    }

    private static Optional<Mode> mode(String word) {
        return Stream.of(Mode.values()).filter(mode -> mode.word().equals(word)).findFirst();
    }

    boolean has(Mode mode) {
        return wanted.contains(mode);
    }

    /** Whether the text of the answer is wanted in one piece. */
    boolean wantText() {
        return has(Mode.VALUES) || has(Mode.UPDATES) || has(Mode.MESSAGES);
    }
}
