package dev.rill.retrieval;

import dev.rill.model.embedded.EmbeddedModel;
import dev.rill.stream.Cancellation;
import java.util.List;

/** The model that ships, as the index sees it. Any thread; whoever made it closes it, after the index. */
public final class BuiltinEmbedder implements Embedder, AutoCloseable {
    private final EmbeddedModel model = EmbeddedModel.builtin();

    @Override
    public String model() {
        return model.name();
    }

    @Override
    public int batch() {
        return 8;
    }

    @Override
    public void prepare() {
        model.load();
    }

    @Override
    public List<float[]> passages(List<String> texts, Cancellation cancellation) {
        return model.passages(texts, cancellation);
    }

    @Override
    public List<float[]> questions(List<String> texts, Cancellation cancellation) {
        List<float[]> vectors = List.of();
        while (vectors.isEmpty()) { // a machine that is busy may take longer than an answer would wait
            vectors = model.questions(texts, cancellation);
        }
        return vectors;
    }

    @Override
    public void close() {
        model.close();
    }
}
