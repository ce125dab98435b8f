package dev.rill.chat;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ReciprocalRankFusion;
import java.util.List;

/** Ranks by reciprocal rank fusion of the lists. */
final class FusionRanking implements Ranking {

    @Override
    public List<Passage> rank(WorkflowContext context, WorkflowContext.Step step, List<List<Passage>> lists) {
        return ReciprocalRankFusion.fuse(lists, KEPT);
    }
}
