package dev.rill.retrieval.vector;

import dev.rill.retrieval.WorkProgress;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.util.BytesRef;

/**
 * The passages that have no vector yet, in the order in which they get one: first those that a question has found, then
 * the others, and at last, one by one and not for ever, those that have failed. Any thread.
 */
final class PendingPassages {
    private static final int TRIES = 3;
    private static final long NEVER = -1;

    private final Set<BytesRef> preferred = new LinkedHashSet<>();
    private final Set<BytesRef> waiting = new LinkedHashSet<>();
    /** How often a passage has failed, and not because everything did. */
    private final Map<BytesRef, Integer> failed = new LinkedHashMap<>();
    /** How many have a vector that no search sees yet. */
    private int unseen;
    /** How many have a vector. */
    private int made;
    private long version = NEVER;

    /**
     * What the last look found.
     *
     * @param missing all that have none in this version of the passages
     * @param having  how many have one
     */
    synchronized void set(long of, Collection<BytesRef> missing, int having) {
        version = of;
        made = having;
        waiting.clear();
        waiting.addAll(missing);
        waiting.removeIf(key -> failed.getOrDefault(key, 0) > 0);
        failed.keySet().retainAll(Set.copyOf(missing));
        preferred.retainAll(waiting);
    }

    /** Nothing is known any more. */
    synchronized void forget() {
        version = NEVER;
    }

    synchronized boolean outdated(long current) {
        return version != current;
    }

    synchronized boolean some() {
        return !waiting.isEmpty();
    }

    /** How many there are; one at the least while that is not known. */
    synchronized int count(long current) {
        return version == current ? count() : Math.max(1, count());
    }

    /** How many of some there are; one at the least while that is not known. */
    synchronized int count(long current, Predicate<BytesRef> among) {
        long count = waiting.stream().filter(among).count()
                + failed.entrySet().stream().filter(one -> one.getValue() < TRIES && among.test(one.getKey())).count();
        return version == current ? (int) count : (int) Math.max(1, count);
    }

    /** How many there were at the last look. */
    synchronized int count() {
        return unseen + waiting.size() + (int) failed.values().stream().filter(times -> times < TRIES).count();
    }

    /** How far all are, by the last look; empty where there was none. */
    synchronized Optional<WorkProgress> progress() {
        return version == NEVER ? Optional.empty()
                : Optional.of(new WorkProgress(made, count() - unseen, Optional.empty()));
    }

    /** The same of some. */
    synchronized Optional<WorkProgress> progress(KeyFilter among) {
        if (version == NEVER) {
            return Optional.empty();
        }
        int toDo = count(version, among::has);
        int given = (int) failed.entrySet().stream()
                .filter(one -> one.getValue() >= TRIES && among.has(one.getKey())).count();
        return Optional.of(new WorkProgress(Math.max(0, among.size() - toDo - given), toDo, Optional.empty()));
    }

    synchronized void prefer(Collection<BytesRef> keys) {
        for (BytesRef key : keys) {
            if (waiting.contains(key)) {
                preferred.add(key);
            }
        }
    }

    synchronized List<BytesRef> next(int most) {
        Set<BytesRef> next = new LinkedHashSet<>();
        take(preferred, next, most);
        take(waiting, next, most);
        if (next.isEmpty()) {
            failed.entrySet().stream().filter(entry -> entry.getValue() < TRIES).findFirst()
                    .ifPresent(entry -> next.add(entry.getKey()));
        }
        return List.copyOf(next);
    }

    private static void take(Set<BytesRef> from, Set<BytesRef> next, int most) {
        Iterator<BytesRef> keys = from.iterator();
        while (next.size() < most && keys.hasNext()) {
            next.add(keys.next());
        }
    }

    /** They have vectors, which {@link #seen} makes known, or are gone. */
    synchronized void done(Collection<BytesRef> keys) {
        unseen += keys.size();
        made += keys.size();
        keys.forEach(key -> {
            preferred.remove(key);
            waiting.remove(key);
            failed.remove(key);
        });
    }

    /** Searches see all vectors that there are. */
    synchronized void seen() {
        unseen = 0;
    }

    /** It may be only one of them that fails. */
    synchronized void failed(Collection<BytesRef> keys) {
        keys.forEach(key -> {
            preferred.remove(key);
            waiting.remove(key);
            failed.merge(key, 1, Integer::sum);
        });
    }
}
