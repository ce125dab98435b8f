package dev.rill;

import dev.rill.model.rerank.RerankFaultException;
import dev.rill.model.rerank.RerankServer;
import dev.rill.retrieval.Reranker;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** A server's reranker, as the search sees it. */
record AskedReranker(RerankServer server) implements Reranker {
    @Override
    public List<OptionalDouble> scores(String question, List<String> texts, Duration atMost, Cancellation cancellation) {
        try {
            return server.scores(question, texts, atMost, cancellation);
        } catch (RerankFaultException e) {
            throw new RerankingFailedException(e.getMessage(), e.late(), e);
        }
    }
}
