package dev.rill.chat.ranking;

import dev.rill.chat.WorkflowContext;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ReciprocalRankFusion;
import java.util.List;

/**
 * Ranks by reciprocal rank fusion of the lists.
 *
 * @param more further passages of the best documents, beside those that are kept in any case
 */
public record FusionRanking(int more) implements Ranking {
    /**
     * For an answer that is chosen among all of their sentences: of 107 questions in English, German and French 65 %
     * have their answer in the passages kept, 83 with these.
     */
    public static final int FOR_QUOTATIONS = 8;

    @Override
    public List<Passage> rank(WorkflowContext context, WorkflowContext.Step step, List<List<Passage>> lists) {
        return ReciprocalRankFusion.fuse(lists, KEPT, more);
    }
}
