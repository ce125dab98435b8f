package dev.rill.threads.jdbc.store;

import dev.rill.threads.SharedAnswers;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.StoreCalls;
import dev.rill.threads.jdbc.StoredText;
import dev.rill.threads.jdbc.lease.HeldLease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers of servers that share a database. Whoever made it closes it before the database. */
final class JdbcSharedAnswers implements SharedAnswers, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(JdbcSharedAnswers.class.getName());
    /** What is not notified is seen so soon. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String serverId;
    private final String name;
    private final OpenAnswers answers;
    private final Database database;
    private final StoreCalls calls;
    private final HeldLease held;
    private final StoreHeartbeat heartbeat;
    private final Duration telling;
    private volatile Thread watcher;

    /** @param telling so often the others are told what this server does */
    JdbcSharedAnswers(String serverId, String name, OpenAnswers answers, Database database, StoreCalls calls,
                      HeldLease held, StoreHeartbeat heartbeat, Duration telling) {
        this.serverId = serverId;
        this.name = name;
        this.answers = answers;
        this.database = database;
        this.calls = calls;
        this.held = held;
        this.heartbeat = heartbeat;
        this.telling = telling;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Writer> writer(String owner, String answerId) {
        return calls.read(() -> database.reading(connection -> answers.writer(connection, owner, answerId)));
    }

    @Override
    public Map<String, String> running(String owner) {
        return calls.read(() -> database.reading(connection -> answers.running(connection, owner)));
    }

    @Override
    public boolean stop(String owner, String answerId, boolean rollBack) {
        return calls.write(() -> database.transaction(connection ->
                answers.stop(connection, owner, answerId, rollBack)));
    }

    @Override
    public Map<String, Standing> standings(Collection<String> answerIds) {
        return calls.read(() -> database.reading(connection ->
                answers.standings(connection, serverId, answerIds)));
    }

    @Override
    public List<String> orphans() {
        return held.orphans();
    }

    @Override
    public void recover(String answerId, String text) {
        calls.write(() -> database.transaction(connection -> {
            answers.recover(connection, answerId, text);
            return null;
        }));
    }

    @Override
    public boolean held() {
        return held.lasts();
    }

    @Override
    public void watch(Runnable look) {
        watcher = Thread.ofPlatform().daemon().name("shared-answers").start(() -> {
            try (OpenAnswers.News news = answers.news()) {
                while (true) {
                    news.await(LOOK);
                    look(look);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void look(Runnable look) {
        try {
            look.run();
        } catch (StoreUnavailableException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "What others want of this server's answers is not known now", e);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "What others want of this server's answers cannot be done", e);
        }
    }

    @Override
    public void tell(Supplier<String> streams) {
        heartbeat.every(telling, () -> {
            String said = StoredText.clean(streams.get());
            calls.upkeep(() -> database.transaction(connection -> {
                answers.tell(connection, serverId, said);
                return null;
            }));
        });
    }

    @Override
    public List<Said> told() {
        return calls.read(() -> database.reading(connection -> answers.told(connection, serverId)));
    }

    @Override
    public void close() {
        Thread watching = watcher;
        if (watching != null) {
            watching.interrupt();
        }
    }
}
