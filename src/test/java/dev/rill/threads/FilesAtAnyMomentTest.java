package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.threads.embedded.EmbeddedDatabase;
import dev.rill.threads.jdbc.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database's files can be used whenever its server is killed, whatever is written at that moment. */
@Timeout(Guard.TEST_SECONDS)
class FilesAtAnyMomentTest {
    private static final int LOOKS = 150;
    private static final List<String> FILES = List.of("threads.mv.db", "threads.journal-1", "threads.journal-2",
            "open-answers", "rill.lock");

    @TempDir
    Path folder;

    @Test
    void afterEachWriteTheFilesHaveAllThatWasAcknowledged() throws Exception {
        FaultyFiles.register();
        String databaseFile = folder.resolve(FILES.getFirst()).toString();
        Writers writers = new Writers("w");
        List<String> said = new ArrayList<>();
        List<List<String>> looks = new ArrayList<>();
        CountDownLatch enough = new CountDownLatch(LOOKS);
        try (ThreadStore store = Backend.embedded(folder, "retry:faulty:").open()) {
            FaultyFiles.afterWrites(databaseFile, () -> {
                if (enough.getCount() > 0) {
                    looks.add(copyTo(folder.resolve("look-" + looks.size()), said));
                    enough.countDown();
                }
            });
            List<Thread> running = writers.start(store, line -> {
                synchronized (said) {
                    said.add(line);
                }
            }, () -> enough.getCount() == 0);
            for (int i = 0; enough.getCount() > 0; i++) {
                store.create("bob", "stored-at-once-" + i, Optional.empty(), Optional.empty(), Talk.START);
            }
            for (Thread writer : running) {
                writer.join();
            }
        } finally {
            FaultyFiles.lookNoMore(databaseFile);
        }
        for (int look = 0; look < LOOKS; look++) {
            try (ThreadStore store = Backend.embedded(folder.resolve("look-" + look)).open(Backend.seldomSettled())) {
                store.interruptAbandoned();
                Writers.find(store, List.of(writers), looks.get(look));
            }
        }
    }

    /** @return what had been acknowledged before */
    private List<String> copyTo(Path copy, List<String> said) {
        List<String> before;
        synchronized (said) {
            before = List.copyOf(said);
        }
        try {
            Files.createDirectories(copy);
            for (String file : FILES) {
                Files.copy(folder.resolve(file), copy.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return before;
    }

    @Test
    void nothingIsStoredWhileATransactionIsUnderWay() throws Exception {
        FaultyFiles.register();
        String file = folder.resolve(FILES.getFirst()).toString();
        AtomicInteger writes = new AtomicInteger();
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Database database = Database.open(new EmbeddedDatabase("retry:faulty:" + folder.resolve("threads")), 2,
                Duration.ofSeconds(2))) {
            change(database, "insert into server_lease (server_id, expires_at) values ('a', current_timestamp)");
            FaultyFiles.afterWrites(file, writes::incrementAndGet);
            Thread first = Thread.ofPlatform().start(() -> change(database, () -> {
                inserted.countDown();
                return await(goOn);
            }, "insert into server_lease (server_id, expires_at) values ('b', current_timestamp)"));
            assertTrue(await(inserted));
            Thread second = Thread.ofPlatform().start(() ->
                    change(database, "delete from server_lease where server_id = 'a'"));
            Eventually.is(Thread.State.WAITING, second::getState);
            assertEquals(0, writes.get());
            goOn.countDown();
            first.join();
            second.join();
            assertTrue(writes.get() > 0);
        } finally {
            FaultyFiles.lookNoMore(file);
        }
    }

    private static void change(Database database, String sql) {
        change(database, () -> true, sql);
    }

    private static void change(Database database, Supplier<Boolean> beforeItsCommit, String sql) {
        try {
            database.change(handle -> {
                handle.execute(sql);
                return beforeItsCommit.get();
            });
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(Guard.SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
