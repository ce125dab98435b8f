package dev.rill.model.openai;

import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.rill.stream.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns texts into vectors at an OpenAI-compatible server. Any thread; the server's connections belong to
 * {@link OpenAiServer}.
 */
public final class EmbeddingClient {
    private static final int MOST_TEXTS = 128;

    private final JsonEndpoint endpoint;
    private final String model;
    private final RetriedRequest exchange;

    EmbeddingClient(JsonEndpoint endpoint, String model, ModelLimits limits) {
        this.endpoint = endpoint;
        this.model = model;
        this.exchange = new RetriedRequest(limits);
    }

    /** The model's name. */
    public String model() {
        return model;
    }

    /**
     * One vector a text, in order, all of one length.
     *
     * @throws ModelFaultException when the server does not answer as it should
     * @throws dev.rill.stream.Cancellation.CancelledException when it was cancelled
     */
    public List<float[]> embed(List<String> texts, Cancellation cancellation) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += MOST_TEXTS) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + MOST_TEXTS));
            vectors.addAll(exchange.run(cancellation, () -> request(some)));
        }
        if (vectors.stream().anyMatch(vector -> vector.length == 0 || vector.length != vectors.getFirst().length)) {
            throw new ModelFaultException(FailureClassifier.malformed().fault());
        }
        return vectors;
    }

    private List<float[]> request(List<String> texts) {
        EmbeddingCreateParams params =
                EmbeddingCreateParams.builder().model(model).inputOfArrayOfStrings(texts).build();
        CreateEmbeddingResponse response =
                endpoint.post(params._body(), CreateEmbeddingResponse.class, "embeddings");
        List<Embedding> data = new ArrayList<>(response.data());
        data.sort(Comparator.comparingLong(Embedding::index));
        if (data.size() != texts.size()) {
            throw new ModelFaultException(FailureClassifier.malformed().fault());
        }
        try {
            return data.stream().map(item -> vector(item.embedding())).toList();
        } catch (IllegalArgumentException | IllegalStateException e) {
            // what the library throws for a vector that is neither numbers nor base64
            throw new ModelFaultException(FailureClassifier.malformed().fault());
        }
    }

    private static float[] vector(List<Float> values) {
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        return vector;
    }

    @Override
    public String toString() {
        return "EmbeddingClient[" + model + "]";
    }
}
