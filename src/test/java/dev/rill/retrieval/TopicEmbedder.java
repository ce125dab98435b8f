package dev.rill.retrieval;

import dev.rill.stream.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows a few topics, and in which words they are spoken of: near vectors are near in meaning. Any thread. */
public final class TopicEmbedder implements Embedder {
    private static final Map<String, Integer> TOPICS = Map.of("car", 0, "automobile", 0, "vehicle", 0,
            "cat", 1, "feline", 1, "bread", 2, "loaf", 2);

    /** Of passages and of questions, in the order in which they came. */
    public final List<String> texts = new CopyOnWriteArrayList<>();
    public volatile boolean down;
    /** Questions get no vector in time. */
    public volatile boolean slow;
    /** A text that holds it has no vector. */
    public volatile String foreign = "\0";
    /** A text that holds it fails, and what came with it. */
    public volatile String refused = "\0";
    public volatile String model = "topics";
    private final int dimensions;
    private final int batch;

    public TopicEmbedder(int dimensions) {
        this(dimensions, 64);
    }

    public TopicEmbedder(int dimensions, int batch) {
        this.dimensions = dimensions;
        this.batch = batch;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void prepare() {
        // there is nothing to load
    }

    @Override
    public List<float[]> questions(List<String> asked, Cancellation cancellation) {
        return slow ? List.of() : passages(asked, cancellation);
    }

    @Override
    public List<float[]> sentences(String question, List<String> sentences, Cancellation cancellation) {
        List<String> all = new ArrayList<>(List.of(question));
        all.addAll(sentences);
        return slow ? List.of() : passages(all, cancellation);
    }

    @Override
    public List<float[]> passages(List<String> some, Cancellation cancellation) {
        cancellation.check();
        if (down) {
            throw new EmbeddingFailedException("connection refused", false, null);
        }
        if (some.stream().anyMatch(text -> text.contains(refused))) {
            throw new EmbeddingFailedException("refused", true, null);
        }
        List<float[]> vectors = new ArrayList<>();
        for (String text : some) {
            if (text.contains(foreign)) {
                vectors.add(new float[0]);
                continue;
            }
            texts.add(text);
            float[] vector = new float[dimensions];
            vector[dimensions - 1] = 0.1f;
            for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
                if (TOPICS.containsKey(word)) {
                    vector[TOPICS.get(word)] += 1;
                }
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
