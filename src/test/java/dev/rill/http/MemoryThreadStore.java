package dev.rill.http;

import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Threads that last as long as the test. {@link #down} makes every call fail as a database does that is gone. */
public final class MemoryThreadStore implements ThreadStore {
    private record Key(String owner, String threadId) {
    }

    private static final class Held {
        private ThreadSummary summary;
        private final List<ThreadMessage> messages = new ArrayList<>();
    }

    private final Map<Key, Held> threads = new LinkedHashMap<>();
    private volatile boolean down;
    private volatile int pings;

    public void down(boolean now) {
        down = now;
    }

    public int pings() {
        return pings;
    }

    /** Puts a message where a test needs one. */
    public synchronized void add(String owner, String threadId, ThreadMessage message) {
        Held held = held(owner, threadId, message.content(), message.timestamp());
        held.messages.add(message);
        touch(held, message.timestamp());
    }

    @Override
    public synchronized List<ThreadMessage> accept(String owner, String threadId, String questionId, String answerId,
                                                   String question, Instant now, int historyLimit) {
        check();
        Held held = held(owner, threadId, question, now);
        List<ThreadMessage> before = List.copyOf(held.messages);
        held.messages.add(new ThreadMessage(questionId, ThreadMessage.Role.USER, question, now, MessageStatus.COMPLETE,
                List.of(), ""));
        held.messages.add(new ThreadMessage(answerId, ThreadMessage.Role.ASSISTANT, "", now, MessageStatus.STREAMING,
                List.of(), ""));
        touch(held, now);
        return before.subList(Math.max(0, before.size() - historyLimit), before.size());
    }

    @Override
    public synchronized void finish(String owner, FinishedAnswer answer) {
        check();
        for (Held held : threads.values()) {
            held.messages.replaceAll(m -> m.id().equals(answer.messageId()) && m.status() == MessageStatus.STREAMING
                    ? new ThreadMessage(m.id(), m.role(), answer.text(), m.timestamp(), answer.status(),
                            answer.sources(), answer.errorCode()) : m);
        }
    }

    @Override
    public void checkpoint(List<Checkpoint> open) {
        check();
    }

    @Override
    public int interruptAbandoned() {
        return 0;
    }

    @Override
    public synchronized ThreadSummary create(String owner, String threadId, Optional<String> name,
                                             Optional<String> metadata, Instant now) {
        check();
        Held held = new Held();
        held.summary = new ThreadSummary(threadId, name.orElse("New thread"), now, now, 0, metadata);
        threads.put(new Key(owner, threadId), held);
        return held.summary;
    }

    @Override
    public synchronized Page list(String owner, ListQuery query) {
        check();
        List<ThreadSummary> all = threads.entrySet().stream()
                .filter(e -> e.getKey().owner().equals(owner))
                .map(Map.Entry::getValue)
                .filter(held -> query.words().stream().allMatch(word -> holds(held, word)))
                .map(held -> held.summary)
                .sorted(Comparator.comparing(ThreadSummary::updatedAt).reversed())
                .toList();
        int from = query.cursor().map(MemoryThreadStore::offset).orElse(0);
        int to = Math.min(all.size(), from + query.limit());
        return new Page(all.subList(Math.min(from, to), to), all.size(),
                to < all.size() ? Optional.of("c" + to) : Optional.empty());
    }

    @Override
    public synchronized Optional<ThreadSummary> find(String owner, String threadId) {
        check();
        return Optional.ofNullable(threads.get(new Key(owner, threadId))).map(held -> held.summary);
    }

    @Override
    public synchronized Optional<List<ThreadMessage>> messages(String owner, String threadId) {
        check();
        return Optional.ofNullable(threads.get(new Key(owner, threadId))).map(held -> List.copyOf(held.messages));
    }

    @Override
    public synchronized Optional<ThreadSummary> update(String owner, String threadId, Optional<String> name,
                                                       Optional<String> metadata) {
        check();
        Held held = threads.get(new Key(owner, threadId));
        if (held == null) {
            return Optional.empty();
        }
        ThreadSummary s = held.summary;
        held.summary = new ThreadSummary(s.threadId(), name.orElse(s.name()), s.createdAt(), s.updatedAt(),
                s.messageCount(), metadata.or(s::metadata));
        return Optional.of(held.summary);
    }

    @Override
    public synchronized boolean delete(String owner, String threadId) {
        check();
        return threads.remove(new Key(owner, threadId)) != null;
    }

    @Override
    public synchronized Stats stats(String owner) {
        check();
        List<ThreadSummary> all = threads.entrySet().stream().filter(e -> e.getKey().owner().equals(owner))
                .map(e -> e.getValue().summary).toList();
        return new Stats(all.size(), all.stream().mapToInt(ThreadSummary::messageCount).average().orElse(0),
                all.stream().min(Comparator.comparing(ThreadSummary::createdAt)),
                all.stream().max(Comparator.comparing(ThreadSummary::createdAt)),
                all.stream().max(Comparator.comparingInt(ThreadSummary::messageCount)));
    }

    @Override
    public int deleteInactiveSince(Instant since) {
        return 0;
    }

    @Override
    public void ping() {
        pings++;
        check();
    }

    @Override
    public void close() {
    }

    private void check() {
        if (down) {
            throw new StoreUnavailableException("the test took it down", new RuntimeException("secret-of-the-store"));
        }
    }

    private Held held(String owner, String threadId, String name, Instant now) {
        return threads.computeIfAbsent(new Key(owner, threadId), key -> {
            Held held = new Held();
            held.summary = new ThreadSummary(threadId, name.lines().findFirst().orElse(""), now, now, 0,
                    Optional.empty());
            return held;
        });
    }

    private static void touch(Held held, Instant now) {
        ThreadSummary s = held.summary;
        held.summary = new ThreadSummary(s.threadId(), s.name(), s.createdAt(), now, held.messages.size(),
                s.metadata());
    }

    private static boolean holds(Held held, String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return held.summary.name().toLowerCase(Locale.ROOT).contains(wanted)
                || held.messages.stream().anyMatch(m -> m.content().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static int offset(String cursor) {
        if (!cursor.matches("c[0-9]{1,6}")) {
            throw new BadCursorException("not a cursor");
        }
        return Integer.parseInt(cursor.substring(1));
    }
}
