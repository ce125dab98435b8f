package dev.rill.rights;

import java.util.List;

/** What the configuration says of who may read what. Immutable; any thread. */
public record ReaderRules(List<ReaderRule> rules) {
    public static final ReaderRules NONE = new ReaderRules(List.of());

    public ReaderRules {
        rules = List.copyOf(rules);
    }

    /** Of a document, or of a folder: whoever all rules let in that cover it. */
    public Readers of(String path) {
        Readers readers = Readers.EVERYBODY;
        for (ReaderRule rule : rules) {
            readers = rule.covers(path) ? readers.and(rule.readers()) : readers;
        }
        return readers;
    }
}
