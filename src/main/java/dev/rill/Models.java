package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.model.ExtractiveAnswerer;
import dev.rill.model.ModelClient;
import dev.rill.model.openai.ModelChoice;
import dev.rill.model.openai.ModelFaultException;
import dev.rill.model.openai.OpenAiServer;
import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Reranking;
import java.time.Duration;
import java.util.Optional;

/** The model that answers, the one that embeds and the one that ranks. Closed when no call is open. */
final class Models implements AutoCloseable {
    private final Optional<OpenAiServer> server;
    private final ModelClient chat;
    private final Optional<Embedding> embedding;
    private final Optional<PassageJudge> judge;
    private final Optional<Reranking> reranking;

    private Models(Optional<OpenAiServer> server, ModelClient chat, Optional<Embedding> embedding,
                   Optional<PassageJudge> judge, Duration judgeTimeout) {
        this.server = server;
        this.chat = chat;
        this.embedding = embedding;
        this.judge = judge;
        this.reranking = judge.map(one -> new Reranking(one.reranker(), judgeTimeout));
    }

    /** Loads what the first question needs, too; of that nothing leaves this process. */
    static Models of(RillConfig config) {
        RillConfig.Model model = config.model();
        Optional<PassageJudge> judge = PassageJudge.of(config.rerank(), config.network());
        Duration judgeTimeout = config.rerank().timeout();
        if (!model.configured()) {
            return new Models(Optional.empty(), new ExtractiveAnswerer(),
                    Embedding.of(config.embeddings(), model, Optional.empty()), judge, judgeTimeout);
        }
        OpenAiServer server = new OpenAiServer(model, model.server().flatMap(config.network()::proxyFor));
        server.warmUp();
        return new Models(Optional.of(server), server.chat(chosen(server)),
                Embedding.of(config.embeddings(), model, Optional.of(server)), judge, judgeTimeout);
    }

    ModelClient chat() {
        return chat;
    }

    Optional<Embedder> embedder() {
        return embedding.map(Embedding::embedder);
    }

    /** What the best passages are chosen by, where that is configured. */
    Optional<Reranking> reranking() {
        return reranking;
    }

    @Override
    public void close() {
        judge.ifPresent(one -> one.end().run());
        chat.close();
        embedding.ifPresent(one -> one.end().run());
        server.ifPresent(OpenAiServer::close);
    }

    private static String chosen(OpenAiServer server) {
        return switch (server.choose()) {
            case ModelChoice.Chosen chosen -> chosen.model();
            case ModelChoice.Undecided undecided -> throw new StartException(undecided.models().isEmpty()
                    ? "The model server offers no model; set OPENAI_MODEL."
                    : "The model server offers several models; set OPENAI_MODEL to one of "
                            + String.join(", ", undecided.models()) + ".");
            case ModelChoice.Unknown unknown -> throw new StartException(
                    "The model server does not say which models it has (" + unknown.fault().message()
                            + "); set OPENAI_MODEL, or check OPENAI_BASE_URL.");
        };
    }
}
