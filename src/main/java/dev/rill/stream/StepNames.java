package dev.rill.stream;

import java.util.List;

/** What the steps of an answer from documents are called, in events and figures. Another workflow has others. */
public final class StepNames {
    public static final String RETRIEVAL = "retrieval";
    public static final String RANKING = "ranking";
    public static final String GENERATION = "generation";

    /** In the order in which they come first. */
    public static final List<String> ALL = List.of(RETRIEVAL, RANKING, GENERATION);

    private StepNames() {
    }
}
