package dev.rill.retrieval.vector;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ServiceHealth;
import dev.rill.retrieval.vector.SharedVectors.Share;
import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * Makes vectors for whoever keeps them elsewhere than in this process: those of passages by one thread, those of
 * questions by any. Whoever made it closes it, after the last passage.
 */
public final class VectorMaker implements AutoCloseable {
    private static final int TRIES = 3;

    private final Embedder embedder;
    private final ServiceHealth health = new ServiceHealth(
            "Texts cannot be embedded, so that searches go by words alone until they can", "Texts are embedded again",
            System::nanoTime);
    private final VectorSharing sharing;
    private final QuestionVectors questions;
    /** How often a passage has failed alone. */
    private final Map<BytesRef, Integer> failed = new HashMap<>();

    /** @param shared vectors that other servers have made, too; this closes it */
    public VectorMaker(Embedder embedder, Optional<SharedVectors> shared) {
        this.embedder = embedder;
        this.sharing = new VectorSharing(shared);
        this.questions = new QuestionVectors(embedder, health);
    }

    /**
     * Names the vectors: those of another model are made anew.
     *
     * @throws EmbeddingFailedException when there is no such model
     */
    public String model() {
        return embedder.model();
    }

    /** Nanoseconds until the embedder may be asked again; 0 when it may. */
    public long pause() {
        return health.pause();
    }

    public boolean failing() {
        return health.failing();
    }

    public void failed(EmbeddingFailedException e) {
        health.failed(e);
    }

    /** For the first question; nothing leaves this process. */
    public void prepare() {
        embedder.prepare();
    }

    /** See {@link VectorSearch#directions}. */
    public List<float[]> directions(List<String> asked, Cancellation cancellation) {
        return questions.directions(asked, cancellation);
    }

    /** How near sentences are to a question; unknown while the embedder fails. */
    public Nearness nearness(String question, Cancellation cancellation) {
        return questions.nearness(question, cancellation);
    }

    /**
     * The vectors of some of the passages, of no length for one that has none: others come the next time, or are being
     * made by another server where nothing comes.
     *
     * @param waiting by their keys
     */
    public Map<BytesRef, float[]> some(String model, Map<BytesRef, Passage> waiting, Cancellation cancellation) {
        Share share = sharing.share(model, List.copyOf(waiting.keySet()), embedder.batch());
        Map<BytesRef, float[]> some = new LinkedHashMap<>();
        Set<BytesRef> mine = new LinkedHashSet<>(share.mine());
        share.made().forEach((key, vector) -> VectorSharing.sound(vector)
                .ifPresentOrElse(sound -> some.put(key, sound), () -> mine.add(key)));
        Map<BytesRef, float[]> made = new LinkedHashMap<>();
        try {
            made.putAll(made(waiting, List.copyOf(mine), cancellation));
            sharing.put(model, made);
        } finally {
            mine.removeAll(made.keySet());
            sharing.giveUp(model, mine);
        }
        some.putAll(made);
        return some;
    }

    private Map<BytesRef, float[]> made(Map<BytesRef, Passage> waiting, List<BytesRef> keys,
                                        Cancellation cancellation) {
        Map<BytesRef, float[]> made = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return made;
        }
        try {
            List<String> texts = new ArrayList<>();
            keys.forEach(key -> texts.add(waiting.get(key).inContext()));
            List<float[]> vectors = UnitVectors.ofKnown(embedder.passages(texts, cancellation), texts.size());
            for (int i = 0; i < keys.size(); i++) {
                made.put(keys.get(i), vectors.get(i));
            }
            health.succeeded();
        } catch (EmbeddingFailedException e) {
            if (!e.texts()) {
                health.failed(e);
            } else if (keys.size() > 1) {
                keys.forEach(key -> made.putAll(made(waiting, List.of(key), cancellation))); // it may be one of them
            } else if (failed.merge(keys.getFirst(), 1, Integer::sum) >= TRIES) {
                made.put(keys.getFirst(), new float[0]); // it is found by its words
                failed.remove(keys.getFirst());
            } else {
                health.failed(e);
            }
        }
        return made;
    }

    @Override
    public void close() {
        sharing.close();
    }
}
