package dev.rill.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Whose turn it is in a thread: one stream writes, others wait behind it in the order in which they came, and the next
 * has its turn when the one before has left. Any thread.
 */
final class ThreadTurns {
    /** So many may wait in one thread. */
    static final int MAX_WAITING = 16;

    private record ThreadKey(String owner, String threadId) {
    }

    /** A stream in its thread's line; {@code turn} opens when it is the first. */
    private record Place(LiveStream stream, CountDownLatch turn) {

        boolean is(LiveStream other) {
            return stream == other;
        }
    }

    /** Lists are never changed, and never empty. */
    private final ConcurrentHashMap<ThreadKey, List<Place>> lines = new ConcurrentHashMap<>();

    /** Takes the thread where nobody has it; else says which answer does. */
    Optional<String> take(LiveStream stream) {
        List<Place> line = lines.putIfAbsent(key(stream), List.of(first(stream)));
        return line == null ? Optional.empty() : Optional.of(line.getFirst().stream().identity().messageId());
    }

    /**
     * Takes the thread, or a place behind all who are there.
     *
     * @return those before it; empty without a place, where too many wait
     */
    Optional<List<LiveStream>> join(LiveStream stream) {
        List<Place> line = lines.compute(key(stream), (_, before) -> {
            if (before == null) {
                return List.of(first(stream));
            }
            if (before.size() > MAX_WAITING) {
                return before;
            }
            List<Place> longer = new ArrayList<>(before);
            longer.add(new Place(stream, new CountDownLatch(1)));
            return List.copyOf(longer);
        });
        return Optional.of(line.stream().map(Place::stream).takeWhile(other -> other != stream).toList())
                .filter(before -> before.size() < line.size());
    }

    /** Whether there is somebody before it. */
    boolean waits(LiveStream stream) {
        return place(stream).filter(place -> place.turn().getCount() > 0).isPresent();
    }

    /** Waits until all who came before have left. One that has no place does not wait. */
    void await(LiveStream stream) throws InterruptedException {
        Optional<Place> place = place(stream);
        if (place.isPresent()) {
            place.get().turn().await();
        }
    }

    /** Gives the turn to the next, or the place up. Does nothing the second time. */
    void leave(LiveStream stream) {
        lines.computeIfPresent(key(stream), (_, line) -> {
            List<Place> left = line.stream().filter(place -> !place.is(stream)).toList();
            if (left.isEmpty()) {
                return null;
            }
            left.getFirst().turn().countDown();
            return left;
        });
    }

    /** Who writes in a thread, and then who waits. */
    List<LiveStream> in(String owner, String threadId) {
        return lines.getOrDefault(new ThreadKey(owner, threadId), List.of()).stream().map(Place::stream).toList();
    }

    /** Who waits in any thread. */
    List<LiveStream> waiting() {
        return lines.values().stream().flatMap(line -> line.stream().skip(1)).map(Place::stream).toList();
    }

    private Optional<Place> place(LiveStream stream) {
        return lines.getOrDefault(key(stream), List.of()).stream().filter(place -> place.is(stream)).findFirst();
    }

    private static Place first(LiveStream stream) {
        return new Place(stream, new CountDownLatch(0));
    }

    private static ThreadKey key(LiveStream stream) {
        return new ThreadKey(stream.identity().owner(), stream.identity().threadId());
    }
}
