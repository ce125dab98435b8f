package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.model.embedded.EmbeddedModel;
import dev.rill.model.embedded.EmbeddedModelException;
import dev.rill.model.openai.EmbeddingClient;
import dev.rill.model.openai.ModelFaultException;
import dev.rill.model.openai.OpenAiServer;
import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.vector.SharedVectors;
import dev.rill.retrieval.vector.postgres.PostgresVectors;
import dev.rill.stream.Cancellation;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.postgres.PostgresDatabase;
import dev.rill.trace.Trace;
import dev.rill.trace.Work;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What turns texts into vectors, as the search sees it.
 *
 * @param end closes it, when nobody uses it
 */
record Embedding(Embedder embedder, Runnable end) {

    static Optional<Embedding> of(RillConfig.Embeddings config, RillConfig.Model models,
                                  Optional<OpenAiServer> server) {
        return switch (config.source()) {
            case OFF -> Optional.empty();
            case ENDPOINT -> server.flatMap(s -> models.embeddingModel().map(s::embeddings))
                    .map(client -> new Embedding(new AtEndpoint(client, models.server()), () -> { }));
            case BUILTIN -> {
                EmbeddedModel model = config.model().map(EmbeddedModel::new).orElseGet(EmbeddedModel::builtin);
                yield Optional.of(new Embedding(new InProcess(model, config.model().map(Path::getFileName)
                        .map(Path::toString).orElse("builtin")), model::close));
            }
        };
    }

    /** Where servers that have a database have their vectors in common. Whoever uses it closes it. */
    static Optional<SharedVectors> shared(RillConfig.Storage storage) {
        return storage.databaseUrl().map(url -> {
            PostgresDatabase database = new PostgresDatabase(url, StoreTimes.DEFAULT.start());
            return new PostgresVectors(database::open);
        });
    }

    /** @param title what people know the model by */
    private record InProcess(EmbeddedModel embedded, String title) implements Embedder {
        /** Few, so that what a stop throws away is little. */
        private static final int BATCH = 8;

        @Override
        public String model() {
            return run(embedded::name);
        }

        @Override
        public int batch() {
            return BATCH;
        }

        @Override
        public void prepare() {
            run(() -> {
                embedded.load();
                return null;
            });
        }

        @Override
        public List<float[]> passages(List<String> texts, Cancellation cancellation) {
            return run(() -> embedded.passages(texts, cancellation));
        }

        @Override
        public List<float[]> questions(List<String> texts, Cancellation cancellation) {
            return Trace.traced(new Work.Embedding(title, texts.size(), Optional.empty()),
                    () -> run(() -> embedded.questions(texts, cancellation)));
        }

        @Override
        public List<float[]> sentences(String question, List<String> sentences, Cancellation cancellation) {
            return run(() -> embedded.sentences(question, sentences, cancellation));
        }

        private static <T> T run(Supplier<T> work) {
            try {
                return work.get();
            } catch (EmbeddedModelException e) {
                throw new Embedder.EmbeddingFailedException(e.getMessage(), false, e);
            }
        }
    }

    private record AtEndpoint(EmbeddingClient client, Optional<URI> server) implements Embedder {
        private static final int BATCH = 64;

        @Override
        public String model() {
            return client.model();
        }

        @Override
        public int batch() {
            return BATCH;
        }

        @Override
        public void prepare() {
            // the server does
        }

        @Override
        public List<float[]> passages(List<String> texts, Cancellation cancellation) {
            try {
                return client.embed(texts, cancellation);
            } catch (ModelFaultException e) {
                boolean ofTexts = switch (e.fault().kind()) {
                    case REJECTED, TOO_LONG, FILTERED, MALFORMED -> true;
                    case UNAVAILABLE, UNAUTHORIZED, RATE_LIMITED, TOOLS_REFUSED, STALLED, DEADLINE, TRUNCATED -> false;
                };
                throw new EmbeddingFailedException(e.fault().message(), ofTexts, e);
            }
        }

        @Override
        public List<float[]> questions(List<String> texts, Cancellation cancellation) {
            return Trace.traced(new Work.Embedding(client.model(), texts.size(), server),
                    () -> passages(texts, cancellation));
        }
    }
}
