package dev.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.config.RillConfig;
import dev.rill.launch.Guard;
import dev.rill.server.TestServer;
import dev.rill.threads.Backend;
import dev.rill.threads.CuttableProxy;
import dev.rill.threads.TestPostgres;
import dev.rill.threads.ThreadStore.CannotOpenException;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.DatabaseKind;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.jdbc.lease.ReplicaSettings;
import dev.rill.threads.postgres.PostgresDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Guard.TEST_SECONDS)
class ThreadStoresTest {
    private static final StoreTimes NO_WAIT = new StoreTimes(Backend.TIMES.deadline(), Backend.TIMES.lease(),
            Backend.TIMES.retry(), Duration.ZERO);

    @TempDir
    Path folder;

    private ThreadStore open(String url) {
        return open(folder, url);
    }

    private ThreadStore open(Path data, String url) {
        RillConfig any = TestServer.config(folder, Map.of());
        return ThreadStores.open(new RillConfig(any.server(), any.documents(), any.embeddings(),
                new RillConfig.Storage(data, Optional.ofNullable(url), Optional.empty(), Optional.empty()),
                any.replicas(), any.model(),
                any.chat(), any.rerank(), any.streams(), any.limits(), any.auth(), any.network(), any.log(),
                any.telemetry()));
    }

    private String refusal(DatabaseKind kind) {
        return assertThrows(CannotOpenException.class,
                () -> ThreadStores.open(folder, kind, ReplicaSettings.ALONE, NO_WAIT)).getMessage();
    }

    @Test
    void withoutAUrlTheDatabaseIsAFileOfTheDataFolder() {
        try (ThreadStore store = open(null)) {
            store.create("ann", "t1", Optional.empty(), Optional.empty(), Instant.EPOCH);
        }
        assertTrue(Files.exists(folder.resolve("threads.db")));
        try (ThreadStore store = open(null)) {
            assertTrue(store.find("ann", "t1").isPresent());
        }
    }

    @Test
    void withAUrlTheDatabaseIsPostgres() {
        String url = TestPostgres.newDatabase();
        try (ThreadStore store = open(url)) {
            store.create("ann", "t1", Optional.empty(), Optional.empty(), Instant.EPOCH);
        }
        assertFalse(Files.exists(folder.resolve("threads.db")));
        try (ThreadStore store = open(url)) {
            assertTrue(store.find("ann", "t1").isPresent());
        }
    }

    @Test
    void anotherKindOfUrlIsRefused() {
        assertEquals("The database URL must start with jdbc:postgresql:.",
                assertThrows(CannotOpenException.class, () -> open("jdbc:mysql://host/db"))
                        .getMessage());
    }

    @Test
    void aFolderThatIsOpenAlreadyIsRefusedAndStaysUsable() {
        try (ThreadStore store = open(null)) {
            assertEquals("The data folder " + folder + " is in use by another Rill server.",
                    assertThrows(CannotOpenException.class, () -> open(null)).getMessage());
            store.ping();
        }
    }

    @Test
    void aDataFolderThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");

        String message = assertThrows(CannotOpenException.class, () -> open(file, null)).getMessage();
        assertTrue(message.startsWith("The data folder " + file + " cannot be written: "), message);
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
        Path file = Files.write(folder.resolve("threads.db"), new byte[100_000]);

        String message = assertThrows(CannotOpenException.class, () -> open(null)).getMessage();
        assertTrue(message.startsWith("The embedded database cannot be opened: "), message);
        assertEquals(100_000, Files.size(file));
    }

    @Test
    void threadsOfAnEarlierVersionAreNotMissedByAccident() throws Exception {
        Path earlier = Files.write(folder.resolve("threads.mv.db"), new byte[] {1});

        String message = assertThrows(CannotOpenException.class, () -> open(null)).getMessage();
        assertTrue(message.startsWith("An earlier version kept its threads in " + earlier + ", "), message);
        assertFalse(Files.exists(folder.resolve("threads.db")));
        Files.delete(earlier);
        open(null).close();
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutItsPassword() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        String message = refusal(new PostgresDatabase("jdbc:postgresql://localhost:" + port
                + "/chats?user=ann&password=canary", Duration.ZERO));
        assertTrue(message.startsWith("The database jdbc:postgresql://localhost:" + port
                + "/chats cannot be reached: "), message);
        assertFalse(message.contains("canary"), message);
    }

    @Test
    void aDatabaseThatStartsLaterIsWaitedFor() throws Exception {
        String url = TestPostgres.newDatabase();
        try (CuttableProxy network = new CuttableProxy(TestPostgres.port())) {
            network.cut();
            Thread later = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(700);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                network.restore();
            });
            Backend.postgres(folder, url.replace(":" + TestPostgres.port() + "/", ":" + network.port() + "/"))
                    .open().close();
            later.join();
        }
    }

    @Test
    void aDatabaseThatDoesNotExistIsSaidAtOnce() {
        String url = TestPostgres.newDatabase().replaceAll("/test\\d+", "/nowhere");
        String message = refusal(new PostgresDatabase(url, Duration.ofDays(1)));
        assertTrue(message.contains("nowhere"), message);
    }

    @Test
    void userAndPasswordAreUsedButLoggedNowhere() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage() + " " + line.getThrown());
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        try (ThreadStore store = Backend.postgres(folder, TestPostgres.newDatabase() + "&password=can%61ry").open()) {
            store.ping();
        } finally {
            root.setLevel(before);
            root.removeHandler(handler);
        }

        assertFalse(logged.isEmpty());
        assertTrue(logged.stream().noneMatch(line -> line.contains("canary") || line.contains("can%61ry")));
    }
}
