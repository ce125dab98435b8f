package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.model.ExtractiveAnswerer;
import dev.rill.model.ModelClient;
import dev.rill.model.openai.ModelChoice;
import dev.rill.model.openai.ModelFaultException;
import dev.rill.model.openai.OpenAiServer;
import dev.rill.retrieval.Embedder;
import java.util.Optional;

/** The model that answers and the one that embeds. Closed when no call is open. */
final class Models implements AutoCloseable {
    private final Optional<OpenAiServer> server;
    private final ModelClient chat;
    private final Optional<Embedding> embedding;

    private Models(Optional<OpenAiServer> server, ModelClient chat, Optional<Embedding> embedding) {
        this.server = server;
        this.chat = chat;
        this.embedding = embedding;
    }

    /** Loads what the first question needs, too; of that nothing leaves this process. */
    static Models of(RillConfig.Model config, RillConfig.Embeddings embeddings, RillConfig.Network network) {
        if (!config.configured()) {
            return new Models(Optional.empty(), new ExtractiveAnswerer(), Embedding.of(embeddings, config, Optional.empty()));
        }
        OpenAiServer server = new OpenAiServer(config, config.server().flatMap(network::proxyFor));
        server.warmUp();
        return new Models(Optional.of(server), server.chat(chosen(server)),
                Embedding.of(embeddings, config, Optional.of(server)));
    }

    ModelClient chat() {
        return chat;
    }

    Optional<Embedder> embedder() {
        return embedding.map(Embedding::embedder);
    }

    @Override
    public void close() {
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
