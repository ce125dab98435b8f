package dev.rill.chat.ranking;

import dev.rill.chat.WorkflowContext;
import dev.rill.retrieval.Passage;
import java.util.List;

/** Chooses the passages that the answer is written from. The request's thread. */
public interface Ranking {

    /** Passages that an answer is written from. */
    int KEPT = 7;

    /**
     * @param lists ranked lists of candidates, best first
     * @return the best passages of all, best first, {@link #KEPT} at the most, and what a ranking adds behind them
     */
    List<Passage> rank(WorkflowContext context, WorkflowContext.Step step, List<List<Passage>> lists);
}
