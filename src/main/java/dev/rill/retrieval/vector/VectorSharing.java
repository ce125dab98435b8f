package dev.rill.retrieval.vector;

import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.ServiceHealth;
import dev.rill.retrieval.vector.SharedVectors.Share;
import dev.rill.retrieval.vector.SharedVectors.UnreachableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * What a server gives to others of its vectors, and takes from them, where there is a place for that. While that place
 * cannot be reached, the server makes its own and puts them there later. One thread.
 */
final class VectorSharing {
    /** That are looked up at a time: a look costs as much as a part of a vector does. */
    private static final int LOOKED_UP = 256;
    private static final int OFFERED = 512;
    private static final Duration OFFER_EVERY = Duration.ofHours(24);

    private final Optional<SharedVectors> shared;
    private final ServiceHealth health = new ServiceHealth(
            "Vectors cannot be shared in the database, so that this server makes its own until they can",
            "Vectors are shared in the database again", System::nanoTime);
    private final Deque<BytesRef> toOffer = new ArrayDeque<>();
    private boolean offering;
    private boolean offered;
    private long offeredAt;

    VectorSharing(Optional<SharedVectors> shared) {
        this.shared = shared;
    }

    /** How many keys to ask for at a time. */
    int atOnce(int batch) {
        return usable() ? Math.max(LOOKED_UP, batch) : batch;
    }

    /** Without such a place, or while it cannot be reached, the first of the keys are the caller's. */
    Share share(String model, List<BytesRef> keys, int most) {
        Share own = new Share(Map.of(), new LinkedHashSet<>(keys.subList(0, Math.min(most, keys.size()))));
        if (!usable()) {
            return own;
        }
        try {
            Share share = shared.get().share(model, keys, most);
            health.succeeded();
            return share;
        } catch (UnreachableException e) {
            failed(e);
            return own;
        }
    }

    /** What others have put is not trusted blindly; empty where it is no vector. */
    static Optional<float[]> sound(float[] vector) {
        try {
            return Optional.of(UnitVectors.ofKnown(List.of(vector), 1).getFirst());
        } catch (EmbeddingFailedException e) {
            return Optional.empty();
        }
    }

    void put(String model, Map<BytesRef, float[]> vectors) {
        if (!usable()) {
            offered = false;
            return;
        }
        try {
            shared.get().put(model, vectors);
        } catch (UnreachableException e) {
            failed(e);
        }
    }

    void giveUp(String model, Collection<BytesRef> keys) {
        if (!usable() || keys.isEmpty()) {
            return;
        }
        try {
            shared.get().giveUp(model, keys);
        } catch (UnreachableException e) {
            failed(e);
        }
    }

    /**
     * Once a day, and after the place could not be reached, tells which of this server's vectors are in use and puts
     * those there that are missing. A piece of it at a time.
     *
     * @return whether there is more to do
     */
    boolean offerSome(String model, VectorIndex index) throws IOException {
        if (!usable() || !offering && offered && System.nanoTime() - offeredAt < OFFER_EVERY.toNanos()) {
            shared.ifPresent(SharedVectors::close);
            return false;
        }
        if (!offering) {
            offering = true;
            toOffer.addAll(index.keys());
        }
        try {
            Set<BytesRef> some = new LinkedHashSet<>();
            while (some.size() < OFFERED && !toOffer.isEmpty()) {
                some.add(toOffer.poll());
            }
            if (!some.isEmpty()) {
                offer(model, index, shared.get().used(model, some));
                return true;
            }
            shared.get().upkeep();
            health.succeeded();
            offering = false;
            offered = true;
            offeredAt = System.nanoTime();
        } catch (UnreachableException e) {
            failed(e);
        }
        shared.ifPresent(SharedVectors::close);
        return false;
    }

    private void offer(String model, VectorIndex index, Set<BytesRef> missing) throws IOException {
        if (missing.isEmpty()) {
            return;
        }
        Map<BytesRef, float[]> vectors = new HashMap<>(index.vectors(missing));
        missing.forEach(key -> vectors.putIfAbsent(key, new float[0]));
        shared.get().put(model, vectors);
    }

    private boolean usable() {
        return shared.isPresent() && health.pause() == 0;
    }

    private void failed(UnreachableException e) {
        health.failed(e);
        toOffer.clear();
        offering = false;
        offered = false;
    }

    void close() {
        shared.ifPresent(SharedVectors::close);
    }
}
