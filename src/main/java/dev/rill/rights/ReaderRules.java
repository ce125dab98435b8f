package dev.rill.rights;

import java.util.List;

/**
 * What the configuration says of who may read what. Immutable; any thread.
 *
 * @param rules with whole paths
 * @param below what stands before the paths that are asked for
 */
public record ReaderRules(List<ReaderRule> rules, String below) {
    public static final ReaderRules NONE = new ReaderRules(List.of());

    public ReaderRules {
        rules = List.copyOf(rules);
    }

    public ReaderRules(List<ReaderRule> rules) {
        this(rules, "");
    }

    /** The same, asked with paths as they are within one of several sources. */
    public ReaderRules within(String source) {
        return new ReaderRules(rules, below + source + "/");
    }

    /** Of a document, or of a folder: whoever all rules let in that cover it. */
    public Readers of(String path) {
        Readers readers = Readers.EVERYBODY;
        for (ReaderRule rule : rules) {
            readers = rule.covers(below + path) ? readers.and(rule.readers()) : readers;
        }
        return readers;
    }
}
