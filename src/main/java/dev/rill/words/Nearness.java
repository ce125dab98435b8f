package dev.rill.words;

import java.util.List;

/** How near texts are in meaning to a question. Any thread. */
@FunctionalInterface
public interface Nearness {
    /** Where meanings cannot be compared. */
    Nearness UNKNOWN = _ -> List.of();

    /** The cosine of each text with the question, in order; none at all where they do not come in time. */
    List<Double> of(List<String> texts);
}
