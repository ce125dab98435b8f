package dev.rill.model.embedded;

import ai.onnxruntime.OrtException;
import dev.rill.model.embedded.ModelFolder.Pooling;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Turns a text into a vector of length 1. N. Reimers, I. Gurevych: <i>Sentence-BERT: Sentence Embeddings using Siamese
 * BERT-Networks</i>, EMNLP 2019. Platform threads, several at once. Whoever loaded it closes it when no call runs.
 */
final class SentenceEncoder implements LateModel.Loaded {
    /**
     * Of texts in languages of Latin letters a model of English knows .75 to 1, of those in Chinese, Japanese,
     * Korean, Russian, Greek or Arabic 0 to .4 and with a name in Latin letters in them up to .75.
     */
    private static final double UNDERSTOOD = 0.6;
    private static final float[] NONE = new float[0];

    private final ModelFolder folder;
    private final WordPiece words;
    private final OnnxModel model;

    private SentenceEncoder(ModelFolder folder, WordPiece words, OnnxModel model) {
        this.folder = folder;
        this.words = words;
        this.model = model;
    }

    static SentenceEncoder load(ModelFolder folder) throws IOException, OrtException {
        WordPiece words = new WordPiece(Vocabulary.read(folder.vocabulary()));
        return new SentenceEncoder(folder, words, OnnxModel.load(folder.model()));
    }

    /** Empty where the text is written in what the model was not taught. */
    float[] question(String text) throws OrtException {
        return understood(text) ? encode(folder.questionStart() + text) : NONE;
    }

    /** Likewise. */
    float[] passage(String text) throws OrtException {
        return understood(text) ? sentence(text) : NONE;
    }

    /** Of a passage; never empty. */
    float[] sentence(String text) throws OrtException {
        return encode(folder.passageStart() + text);
    }

    private boolean understood(String text) {
        return words.known(text, folder.mostTokens()) >= UNDERSTOOD;
    }

    private float[] encode(String text) throws OrtException {
        int[] ids = words.encode(text, folder.mostTokens());
        OnnxModel.Output output = model.run(ids, ids.length);
        int dimensions = Math.toIntExact(output.shape()[output.shape().length - 1]);
        int rows = output.shape().length == 1 || folder.pooling() == Pooling.FIRST ? 1 : ids.length;
        return normalized(sum(output.values(), rows, dimensions));
    }

    /** As good as the mean: what follows makes it as long as any other. */
    private static float[] sum(FloatBuffer values, int rows, int dimensions) {
        float[] sum = new float[dimensions];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dimensions; i++) {
                sum[i] += values.get(row * dimensions + i);
            }
        }
        return sum;
    }

    private static float[] normalized(float[] vector) {
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    @Override
    public void close() throws OrtException {
        model.close();
    }
}
