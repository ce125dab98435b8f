package dev.rill.threads.jdbc.store;

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
import dev.rill.threads.jdbc.DataFolder;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.OpenTexts;
import dev.rill.threads.jdbc.StoreCalls;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.jdbc.lease.HeldLease;
import dev.rill.threads.jdbc.lease.LeaseGuard;
import dev.rill.threads.jdbc.lease.ReplicaSettings;
import dev.rill.threads.jdbc.lease.ServerLease;
import dev.rill.threads.jdbc.statement.ExchangeStatements;
import dev.rill.threads.jdbc.statement.ExchangeStep;
import dev.rill.threads.jdbc.statement.SingleMessages;
import dev.rill.threads.jdbc.statement.ThreadQueries;
import dev.rill.threads.jdbc.statement.ThreadSearch;
import dev.rill.threads.jdbc.statement.TokenUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Threads in a database, through {@link dev.rill.ThreadStores}. Its calls are done on storage threads. */
public final class JdbcThreadStore implements ThreadStore {
    private static final System.Logger LOGGER = System.getLogger(JdbcThreadStore.class.getName());
    private static final int DELETE_BATCH = 200;
    /** A lease is renewed so often while it lasts. */
    private static final int BEATS = 4;

    private final DataFolder folder;
    private final Database database;
    private final StoreCalls calls;
    private final ExchangeStatements statements;
    private final ExchangeWrites exchanges;
    private final ThreadQueries queries;
    private final SingleMessages said;
    private final ThreadSearch search;
    private final ServerLease lease;
    private final Optional<HeldLease> held;
    private final Optional<OpenAnswers> open;
    private final Optional<JdbcSharedAnswers> shared;
    private final OpenTexts openTexts;
    private final TokenUse tokenUse = new TokenUse();
    private final StoreHeartbeat heartbeat = new StoreHeartbeat();
    private final CheckpointWriter checkpoints;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile BiConsumer<String, String> toldOfDeletion = (_, _) -> { };

    /** @throws CannotOpenException where another server has the database for itself */
    public JdbcThreadStore(DataFolder folder, Database database, ReplicaSettings settings, StoreTimes times) {
        this.folder = folder;
        this.database = database;
        Dialect dialect = database.dialect();
        openTexts = database.openTexts(folder.serverId());
        checkpoints = new CheckpointWriter(openTexts);
        open = settings.replicas() ? database.openAnswers() : Optional.empty();
        queries = new ThreadQueries(dialect, open);
        said = new SingleMessages(dialect, open);
        search = new ThreadSearch(dialect);
        lease = new ServerLease(folder.serverId(), database.shared(), open, settings, times.lease(), dialect);
        calls = new StoreCalls(times.deadline(), database.writers(), dialect);
        statements = new ExchangeStatements(dialect, tokenUse, folder.serverId(), open, settings.atOnce());
        exchanges = new ExchangeWrites(database, statements, calls);
        settleOpenTexts();
        folder.diedBefore().ifPresent(dead -> calls.upkeep(() -> database.change(handle -> lease.bury(handle, dead))));
        held = database.shared() ? Optional.of(new HeldLease(lease, database, calls, new LeaseGuard(database.name(),
                settings, times.lease().dividedBy(BEATS * BEATS)), times.lease(), System::nanoTime)) : Optional.empty();
        held.ifPresent(HeldLease::enter);
        heartbeat.every(times.retry(), exchanges::retry);
        heartbeat.every(times.retry().multipliedBy(2), () -> calls.upkeep(() -> {
            database.maintain();
            return null;
        }));
        shared = open.map(answers -> new JdbcSharedAnswers(folder.serverId(), settings.name(), answers, database, calls,
                held.orElseThrow(), heartbeat, times.lease().dividedBy(BEATS)));
        held.ifPresent(mine -> heartbeat.every(times.lease().dividedBy(BEATS), () -> renewAndSweep(mine)));
    }

    @Override
    public Acceptance accept(AskedQuestion question, int historyLimit) {
        held.ifPresent(HeldLease::require);
        return exchanges.accept(question, historyLimit);
    }

    @Override
    public Finished finish(String owner, FinishedAnswer answer, BooleanSupplier again) {
        return exchanges.end(new ExchangeStep.Answered(owner, answer), new ExchangeStep.Answered(owner, answer.lost()),
                shared, again);
    }

    @Override
    public Finished remove(AskedQuestion question, BooleanSupplier again) {
        ExchangeStep removed = new ExchangeStep.Removed(question);
        return exchanges.end(removed, removed, shared, again);
    }

    @Override
    public void charge(String owner, Instant at, long tokens) {
        if (tokenUse.counts(tokens)) {
            exchanges.write(new ExchangeStep.Charged(owner, at, tokens));
        }
    }

    @Override
    public void countTokens() {
        tokenUse.count();
    }

    @Override
    public long tokensUsed(String owner, LocalDate day) {
        return calls.read(() -> database.read(handle -> TokenUse.of(handle, owner, day)));
    }

    @Override
    public boolean takeTurn(AskedQuestion question, boolean byForce) {
        return open.isEmpty() || calls.write(() -> database.transaction(connection ->
                open.get().takeTurn(connection, folder.serverId(), question.answerId(), byForce)));
    }

    @Override
    public ExchangeStore rehearsal() {
        return new RehearsedExchanges(database, statements, calls);
    }

    @Override
    public void checkpoint(List<Checkpoint> grown) {
        if (grown.isEmpty()) {
            return;
        }
        calls.write(() -> {
            checkpoints.write(grown);
            return null;
        });
    }

    private void settleOpenTexts() {
        calls.upkeep(() -> {
            openTexts.settle();
            return null;
        });
    }

    @Override
    public int interruptAbandoned() {
        return calls.upkeep(() -> database.change(lease::interruptAbandoned));
    }

    @Override
    public Optional<SharedAnswers> shared() {
        return shared.map(answers -> answers);
    }

    @Override
    public Optional<SharedSessions> sessions() {
        return shared.map(_ -> new JdbcSharedSessions(database, calls));
    }

    @Override
    public ThreadSummary create(String owner, String threadId, Optional<String> name, Optional<String> metadata,
                                Instant now) {
        return calls.write(() -> database.change(handle ->
                queries.create(handle, owner, threadId, name, metadata, now)));
    }

    @Override
    public Page list(String owner, ListQuery query) {
        return calls.read(() -> database.read(handle -> search.list(handle, owner, query)));
    }

    @Override
    public Optional<ThreadSummary> find(String owner, String threadId) {
        return calls.read(() -> database.read(handle -> queries.find(handle, owner, threadId)));
    }

    @Override
    public Optional<List<ThreadMessage>> messages(String owner, String threadId) {
        return calls.read(() -> {
            Optional<List<ThreadMessage>> found =
                    database.read(handle -> queries.messages(handle, owner, threadId));
            return found.isEmpty() ? found : Optional.of(openTexts.complete(found.get()));
        });
    }

    @Override
    public Optional<Earlier> earlier(String owner, String threadId, Optional<String> questionId, String question) {
        questionId.ifPresent(exchanges::requireKept);
        return calls.read(() -> database.read(handle ->
                queries.earlier(handle, owner, threadId, questionId, question)));
    }

    @Override
    public boolean hasEnded(String owner, String answerId) {
        return calls.read(() -> database.read(handle -> queries.hasEnded(handle, owner, answerId)));
    }

    @Override
    public Optional<String> threadOf(String owner, String messageId) {
        return calls.read(() -> database.read(handle -> SingleMessages.threadOf(handle, owner, messageId)));
    }

    @Override
    public boolean append(String owner, String threadId, List<ThreadMessage> messages, Instant now) {
        return calls.write(() -> database.transaction(connection ->
                said.append(connection, owner, threadId, messages, now)));
    }

    @Override
    public int deleteMessages(String owner, String threadId, List<String> messageIds, boolean withThread) {
        return calls.write(() -> database.transaction(connection ->
                said.delete(connection, owner, threadId, messageIds, withThread)));
    }

    @Override
    public Optional<ThreadSummary> update(String owner, String threadId, Optional<String> name,
                                          Optional<String> metadata) {
        return calls.write(() -> database.change(handle ->
                queries.update(handle, owner, threadId, name, metadata)));
    }

    @Override
    public boolean delete(String owner, String threadId) {
        boolean deleted = calls.write(() -> database.change(handle -> queries.delete(handle, owner, threadId)));
        if (deleted) {
            toldOfDeletion.accept(owner, threadId);
        }
        return deleted;
    }

    @Override
    public void onDelete(BiConsumer<String, String> told) {
        toldOfDeletion = told;
    }

    @Override
    public Stats stats(String owner) {
        return calls.read(() -> database.read(handle -> queries.stats(handle, owner)));
    }

    @Override
    public int deleteInactiveSince(Instant since) {
        int deleted = 0;
        int batch;
        do {
            batch = calls.upkeep(() -> database.change(handle ->
                    queries.deleteInactive(handle, since, DELETE_BATCH)));
            deleted += batch;
        } while (batch == DELETE_BATCH);
        return deleted;
    }

    @Override
    public void ping() {
        held.ifPresent(HeldLease::require);
        calls.write(() -> database.change(lease::touch));
    }

    private void renewAndSweep(HeldLease mine) {
        mine.renew();
        int interrupted = interruptAbandoned();
        if (interrupted > 0) {
            LOGGER.log(System.Logger.Level.INFO, interrupted + " answers of a server that died are interrupted");
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        heartbeat.close();
        shared.ifPresent(JdbcSharedAnswers::close);
        try {
            exchanges.retry();
            settleOpenTexts();
            calls.upkeep(() -> database.change(lease::release));
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The database does not take what was left: " + e.getMessage());
        }
        calls.close();
        database.close();
        folder.close();
    }
}
