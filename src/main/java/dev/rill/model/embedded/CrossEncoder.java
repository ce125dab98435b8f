package dev.rill.model.embedded;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Judges a question and a text together. R. Nogueira, K. Cho: <i>Passage Re-ranking with BERT</i>, 2019. Platform
 * threads, several at once. Whoever loaded it closes it when no call runs.
 */
final class CrossEncoder implements LateModel.Loaded {
    private final ModelFolder folder;
    private final WordPiece words;
    private final OnnxModel model;

    private CrossEncoder(ModelFolder folder, WordPiece words, OnnxModel model) {
        this.folder = folder;
        this.words = words;
        this.model = model;
    }

    static CrossEncoder load(ModelFolder folder) throws IOException, OrtException {
        WordPiece words = new WordPiece(Vocabulary.read(folder.vocabulary()));
        return new CrossEncoder(folder, words, OnnxModel.load(folder.model()));
    }

    /**
     * The greater, the better the text answers the question. @throws EmbeddedModelException when it is no such model
     */
    double score(String question, String text) throws OrtException {
        WordPiece.Pair pair = words.encode(question, text, folder.mostTokens());
        FloatBuffer labels = model.run(pair.ids(), pair.second()).values();
        return switch (labels.remaining()) {
            case 1 -> labels.get(0);
            case 2 -> labels.get(1) - labels.get(0); // "no" and "yes"
            default -> throw new EmbeddedModelException("the reranker is none: it answers with " + labels.remaining()
                    + " numbers", null);
        };
    }

    @Override
    public void close() throws OrtException {
        model.close();
    }
}
