package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.model.embedded.EmbeddedModelException;
import dev.rill.model.embedded.EmbeddedReranker;
import dev.rill.model.rerank.RerankFaultException;
import dev.rill.model.rerank.RerankServer;
import dev.rill.retrieval.Reranker;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What judges how well passages answer a question, as the search sees it.
 *
 * @param end closes it, when nobody uses it
 */
record PassageJudge(Reranker reranker, Runnable end) {

    /** One in this process begins to load; nothing leaves it. */
    static Optional<PassageJudge> of(RillConfig.Rerank config, RillConfig.Network network) {
        if (config.folder().isPresent()) {
            EmbeddedReranker model = new EmbeddedReranker(config.folder().get());
            model.prepare();
            return Optional.of(new PassageJudge(new InProcess(model), model::close));
        }
        return config.url().map(url -> new RerankServer(url, config.model(), config.apiKey(), network.proxyFor(url)))
                .map(server -> new PassageJudge(new AtServer(server), server::close));
    }

    private record InProcess(EmbeddedReranker model) implements Reranker {
        @Override
        public List<OptionalDouble> scores(String question, List<String> texts, Duration atMost,
                                           Cancellation cancellation) {
            try {
                List<OptionalDouble> scores = model.scores(question, texts, atMost, cancellation);
                if (scores.stream().allMatch(OptionalDouble::isEmpty)) {
                    throw new RerankingFailedException("the reranker takes too long", true, null);
                }
                return scores;
            } catch (EmbeddedModelException e) {
                throw new RerankingFailedException(e.getMessage(), false, e);
            }
        }
    }

    private record AtServer(RerankServer server) implements Reranker {
        @Override
        public List<OptionalDouble> scores(String question, List<String> texts, Duration atMost,
                                           Cancellation cancellation) {
            try {
                return server.scores(question, texts, atMost, cancellation);
            } catch (RerankFaultException e) {
                throw new RerankingFailedException(e.getMessage(), e.late(), e);
            }
        }
    }
}
