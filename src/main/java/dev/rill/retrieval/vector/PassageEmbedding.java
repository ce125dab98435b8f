package dev.rill.retrieval.vector;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ServiceHealth;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.vector.SharedVectors.Share;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/** Gives passages that wait their vectors: those that other servers have made, and its own. One thread. */
final class PassageEmbedding {
    enum Outcome { SOME_HAVE, OTHERS_MAKE_THEM, NONE_WAITS }

    private final Embedder embedder;
    private final ServiceHealth health;
    private final KeyedPassages passages;
    private final PendingPassages pending;
    private final VectorSharing sharing;
    private final EmbeddingProgress progress;

    PassageEmbedding(Embedder embedder, ServiceHealth health, KeyedPassages passages, PendingPassages pending,
                     VectorSharing sharing) {
        this.embedder = embedder;
        this.health = health;
        this.passages = passages;
        this.pending = pending;
        this.sharing = sharing;
        this.progress = new EmbeddingProgress(pending, System::nanoTime);
    }

    /** How far all are, or some; empty where that is not known. Any thread. */
    Optional<WorkProgress> progress(Optional<KeyFilter> among) {
        Optional<WorkProgress> work = among.isPresent() ? pending.progress(among.get()) : pending.progress();
        return work.map(known -> health.failing() ? known
                : among.isPresent() ? progress.timed(known, among.get()::has) : progress.timed(known));
    }

    Outcome some(VectorIndex index, Cancellation cancellation) throws IOException {
        List<BytesRef> keys = pending.next(sharing.atOnce(embedder.batch()));
        if (keys.isEmpty()) {
            progress.finished();
            return Outcome.NONE_WAITS;
        }
        progress.begin();
        Share share = sharing.share(index.model(), keys, embedder.batch());
        Set<BytesRef> mine = new LinkedHashSet<>(share.mine());
        mine.addAll(take(index, share.made()));
        if (!mine.isEmpty()) {
            make(index, mine, cancellation);
        }
        return share.made().isEmpty() && mine.isEmpty() ? Outcome.OTHERS_MAKE_THEM : Outcome.SOME_HAVE;
    }

    /** @return those that are of no use here */
    private Set<BytesRef> take(VectorIndex index, Map<BytesRef, float[]> made) throws IOException {
        Set<BytesRef> useless = new LinkedHashSet<>();
        List<BytesRef> taken = new ArrayList<>();
        for (Map.Entry<BytesRef, float[]> one : made.entrySet()) {
            Optional<float[]> vector = VectorSharing.sound(one.getValue());
            try {
                if (vector.isPresent()) {
                    index.put(one.getKey(), vector.get());
                    taken.add(one.getKey());
                } else {
                    useless.add(one.getKey());
                }
            } catch (IllegalArgumentException e) {
                useless.add(one.getKey()); // of another size than those that are here
            }
        }
        pending.done(taken);
        progress.taken(taken);
        return useless;
    }

    private void make(VectorIndex index, Set<BytesRef> keys, Cancellation cancellation) throws IOException {
        List<BytesRef> there = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (BytesRef key : keys) {
            Optional<Passage> passage = passages.passage(key);
            passage.ifPresent(found -> {
                there.add(key);
                texts.add(found.inContext());
            });
        }
        Map<BytesRef, float[]> made = new LinkedHashMap<>();
        try {
            List<float[]> vectors = texts.isEmpty() ? List.of()
                    : UnitVectors.ofKnown(embedder.passages(texts, cancellation), texts.size());
            for (int i = 0; i < there.size(); i++) {
                index.put(there.get(i), vectors.get(i));
                made.put(there.get(i), vectors.get(i));
            }
            sharing.put(index.model(), made);
            pending.done(keys);
            if (!there.isEmpty()) {
                health.succeeded();
                progress.made(there);
            }
        } catch (EmbeddingFailedException e) {
            health.failed(e);
            if (e.texts()) {
                pending.failed(there);
            }
        } catch (IllegalArgumentException e) {
            health.failed(e); // Lucene takes no vectors of another size than those before
            pending.failed(there);
        } finally {
            Set<BytesRef> left = new LinkedHashSet<>(keys);
            left.removeAll(made.keySet());
            sharing.giveUp(index.model(), left);
        }
    }
}
