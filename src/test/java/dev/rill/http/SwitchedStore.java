package dev.rill.http;

import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.Finished;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.SharedAnswers;
import dev.rill.threads.SharedSessions;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** A store that a test can take down, as a database goes down: every call fails until it is up again. */
public final class SwitchedStore implements ThreadStore {
    private final ThreadStore store;
    private final AtomicInteger pings = new AtomicInteger();
    private volatile boolean down;

    SwitchedStore(ThreadStore store) {
        this.store = store;
    }

    public void down(boolean now) {
        down = now;
    }

    int pings() {
        return pings.get();
    }

    private ThreadStore up() {
        if (down) {
            throw new StoreUnavailableException("secret-of-the-store", new RuntimeException("secret-of-the-store"));
        }
        return store;
    }

    @Override
    public Acceptance accept(AskedQuestion question, int historyLimit) {
        return up().accept(question, historyLimit);
    }

    @Override
    public Finished finish(String owner, FinishedAnswer answer, BooleanSupplier again) {
        return up().finish(owner, answer, again);
    }

    @Override
    public void charge(String owner, Instant at, long tokens) {
        up().charge(owner, at, tokens);
    }

    @Override
    public void onDelete(BiConsumer<String, String> told) {
        store.onDelete(told);
    }

    @Override
    public void countTokens() {
        store.countTokens();
    }

    @Override
    public long tokensUsed(String owner, LocalDate day) {
        return up().tokensUsed(owner, day);
    }

    @Override
    public Optional<SharedAnswers> shared() {
        return Optional.empty();
    }

    @Override
    public Optional<SharedSessions> sessions() {
        return Optional.empty();
    }

    @Override
    public Finished remove(AskedQuestion question, BooleanSupplier again) {
        return up().remove(question, again);
    }

    @Override
    public boolean takeTurn(AskedQuestion question, boolean byForce) {
        return up().takeTurn(question, byForce);
    }

    @Override
    public ExchangeStore rehearsal() {
        return up().rehearsal();
    }

    @Override
    public void checkpoint(List<Checkpoint> open) {
        up().checkpoint(open);
    }

    @Override
    public int interruptAbandoned() {
        return up().interruptAbandoned();
    }

    @Override
    public ThreadSummary create(String owner, String threadId, Optional<String> name,
            Optional<String> metadata, Instant now) {
        return up().create(owner, threadId, name, metadata, now);
    }

    @Override
    public Page list(String owner, ListQuery query) {
        return up().list(owner, query);
    }

    @Override
    public Optional<ThreadSummary> find(String owner, String threadId) {
        return up().find(owner, threadId);
    }

    @Override
    public Optional<List<ThreadMessage>> messages(String owner, String threadId) {
        return up().messages(owner, threadId);
    }

    @Override
    public Optional<Earlier> earlier(String owner, String threadId, Optional<String> questionId, String question) {
        return up().earlier(owner, threadId, questionId, question);
    }

    @Override
    public boolean hasEnded(String owner, String answerId) {
        return up().hasEnded(owner, answerId);
    }

    @Override
    public Optional<String> threadOf(String owner, String messageId) {
        return up().threadOf(owner, messageId);
    }

    @Override
    public boolean append(String owner, String threadId, List<ThreadMessage> said, Instant now) {
        return up().append(owner, threadId, said, now);
    }

    @Override
    public int deleteMessages(String owner, String threadId, List<String> messageIds, boolean withThread) {
        return up().deleteMessages(owner, threadId, messageIds, withThread);
    }

    @Override
    public Optional<ThreadSummary> update(String owner, String threadId, Optional<String> name,
            Optional<String> metadata) {
        return up().update(owner, threadId, name, metadata);
    }

    @Override
    public boolean delete(String owner, String threadId) {
        return up().delete(owner, threadId);
    }

    @Override
    public Stats stats(String owner) {
        return up().stats(owner);
    }

    @Override
    public int deleteInactiveSince(Instant since) {
        return up().deleteInactiveSince(since);
    }

    @Override
    public void ping() {
        pings.incrementAndGet();
        up().ping();
    }

    @Override
    public void close() {
        store.close();
    }
}
