package dev.rill.retrieval.vector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Map<BytesRef, Integer> failed = new HashMap<>();
    private long version = NEVER;

    /** @param missing all that have none in this version of the passages */
    synchronized void set(long of, Collection<BytesRef> missing) {
        version = of;
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
        int known = waiting.size() + (int) failed.values().stream().filter(times -> times < TRIES).count();
        return version == current ? known : Math.max(1, known);
    }

    synchronized void prefer(Collection<BytesRef> keys) {
        for (BytesRef key : keys) {
            if (waiting.contains(key)) {
                preferred.add(key);
            }
        }
    }

    synchronized List<BytesRef> next(int most) {
        List<BytesRef> next = new ArrayList<>();
        take(preferred, next, most);
        take(waiting, next, most);
        if (next.isEmpty()) {
            failed.entrySet().stream().filter(entry -> entry.getValue() < TRIES).findFirst()
                    .ifPresent(entry -> next.add(entry.getKey()));
        }
        return next;
    }

    private static void take(Set<BytesRef> from, List<BytesRef> next, int most) {
        Iterator<BytesRef> keys = from.iterator();
        while (next.size() < most && keys.hasNext()) {
            BytesRef key = keys.next();
            if (!next.contains(key)) {
                next.add(key);
            }
        }
    }

    synchronized void done(Collection<BytesRef> keys) {
        keys.forEach(key -> {
            preferred.remove(key);
            waiting.remove(key);
            failed.remove(key);
        });
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
