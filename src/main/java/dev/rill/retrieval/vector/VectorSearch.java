package dev.rill.retrieval.vector;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ServiceHealth;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.vector.ScoreFusion.Candidate;
import dev.rill.retrieval.vector.VectorIndex.Near;
import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/** Search by vectors, and the thread that makes them. Any thread; stopped by whoever started it. */
public final class VectorSearch {
    /** A passage by its key. */
    @FunctionalInterface
    public interface Lookup {
        Optional<Passage> passage(BytesRef key) throws IOException;
    }

    private final QuestionVectors asked;
    private final ServiceHealth health = new ServiceHealth(
            "Texts cannot be embedded, so that searches go by words alone until they can", "Texts are embedded again",
            System::nanoTime);
    private final KeyedPassages passages;
    private final PendingPassages pending = new PendingPassages();
    private final VectorKeeper keeper;

    /**
     * @param shared those that other servers have made, too; this closes it
     * @param folder of the vectors; nothing else may be in it
     * @param rest   between two looks for passages without vectors
     */
    public VectorSearch(Embedder embedder, KeyedPassages passages, Optional<SharedVectors> shared, Path folder,
                        Duration rest) {
        this.asked = new QuestionVectors(embedder, health);
        this.passages = passages;
        this.keeper = new VectorKeeper(embedder, health, passages, pending, shared, folder, rest);
    }

    public void start() {
        keeper.start();
    }

    /** Ends what is under way. No search may be running. */
    public void stop() {
        keeper.stop();
    }

    /** Passages that cannot be found by their vectors yet; reads no file. */
    public int pending() {
        try {
            return pending.count(passages.version());
        } catch (IOException | AlreadyClosedException e) {
            return pending.count();
        }
    }

    /** How many of some passages; one at the least while that is not known. */
    public int pending(KeyFilter among) {
        try {
            return pending.count(passages.version(), among::has);
        } catch (IOException | AlreadyClosedException e) {
            return 1;
        }
    }

    /** Whether vectors are missing, as far as is known; reads no file. */
    public boolean making() {
        return pending.some();
    }

    /** How far the vectors are, of some passages where not all are meant; empty where that is not known. */
    public Optional<WorkProgress> progress(Optional<KeyFilter> among) {
        return keeper.progress(among);
    }

    /** Whether texts can be embedded, as far as is known. */
    public boolean failing() {
        return health.failing();
    }

    /**
     * The vectors of questions, of no length for one that can be searched for by its words alone; none at all while the
     * embedder fails, or where they do not come in time.
     *
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    public List<float[]> directions(List<String> questions, Cancellation cancellation) {
        return keeper.index().isEmpty() ? List.of() : asked.directions(questions, cancellation);
    }

    /** How near sentences are to a question; unknown while the embedder fails. */
    public Nearness nearness(String question, Cancellation cancellation) {
        return asked.nearness(question, cancellation);
    }

    /**
     * What words found, and what is near, in one list. A thread that may read an index.
     *
     * @param words  the best first
     * @param among  what may be found, where not all may
     * @param lookup finds a passage by its key; empty when it is gone
     */
    public List<Passage> fused(List<Passage> words, float[] direction, Optional<KeyFilter> among,
                               Lookup lookup, int limit) throws IOException {
        Optional<VectorIndex> index = direction.length == 0 ? Optional.empty() : keeper.index();
        try {
            return index.isEmpty() ? words : fused(index.get(), words, direction, among, lookup, limit);
        } catch (AlreadyClosedException e) {
            return words; // it is being opened anew
        }
    }

    private List<Passage> fused(VectorIndex index, List<Passage> words, float[] direction,
                                Optional<KeyFilter> among, Lookup lookup, int limit) throws IOException {
        Map<BytesRef, Double> near = new LinkedHashMap<>();
        for (Near hit : index.nearest(direction, among, limit)) {
            near.put(hit.key(), hit.cosine());
        }
        List<BytesRef> keys = words.stream().map(PassageKey::of).toList();
        Set<BytesRef> others = new TreeSet<>(keys);
        others.removeAll(near.keySet());
        Map<BytesRef, float[]> distant = index.vectors(others);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            candidates.add(new Candidate(words.get(i), OptionalDouble.of(words.get(i).score()),
                    cosine(keys.get(i), direction, near, distant)));
        }
        near.keySet().removeAll(Set.copyOf(keys));
        for (Map.Entry<BytesRef, Double> hit : near.entrySet()) {
            lookup.passage(hit.getKey()).ifPresent(passage -> candidates.add(new Candidate(passage,
                    OptionalDouble.empty(), OptionalDouble.of(hit.getValue()))));
        }
        others.removeAll(distant.keySet());
        pending.prefer(others);
        return ScoreFusion.fuse(candidates, limit);
    }

    private static OptionalDouble cosine(BytesRef key, float[] direction, Map<BytesRef, Double> near,
                                         Map<BytesRef, float[]> distant) {
        if (near.containsKey(key)) {
            return OptionalDouble.of(near.get(key));
        }
        float[] vector = distant.get(key);
        return vector == null || vector.length != direction.length ? OptionalDouble.empty()
                : OptionalDouble.of(VectorUtil.dotProduct(direction, vector));
    }
}
