package dev.rill.chat.ranking;

import dev.rill.chat.WorkflowContext;
import dev.rill.chat.query.Queries;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ReciprocalRankFusion;
import dev.rill.retrieval.Reranking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ranks by a reranker, to which the fused candidates are shown; in the fused order where it does not answer in time.
 * One for each answer, whose searches share one deadline. The request's thread.
 */
public final class RerankedRanking implements Ranking {
    private static final int CANDIDATES = 30;

    private final Reranking reranking;
    private Duration left;

    public RerankedRanking(Reranking reranking) {
        this.reranking = reranking;
        this.left = reranking.deadline();
    }

    @Override
    public List<Passage> rank(WorkflowContext context, WorkflowContext.Step step, List<List<Passage>> lists) {
        List<Passage> fused = ReciprocalRankFusion.fuse(lists, CANDIDATES);
        long began = System.nanoTime();
        Optional<List<Passage>> ranked =
                reranking.reranked(Queries.of(context).getLast(), fused, left, context.cancellation());
        left = left.minusNanos(System.nanoTime() - began);
        return ReciprocalRankFusion.fuse(ranked.map(List::of).orElse(lists), KEPT);
    }
}
