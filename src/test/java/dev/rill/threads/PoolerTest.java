package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pooler that gives each transaction another session. */
class PoolerTest {
    @TempDir
    Path folder;
    @TempDir
    Path data;

    @Test
    void conversationsAreStoredThroughAPoolerWithNoMoreThanItsUrl() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder);
             ThreadStore store = Backend.postgres(data, through(bouncer)).open();
             ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int user = 0; user < 8; user++) {
                String name = "user" + user;
                done.add(users.submit(() -> talk(new Talk(store, name))));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        try (PgBouncer bouncer = PgBouncer.start(folder);
             ThreadStore store = Backend.postgres(data, through(bouncer)).open()) {
            store.ping();
        }
    }

    @Test
    void aStopReachesTheServerThatWritesWithoutNotifications() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder)) {
            Backend here = Backend.postgres(data.resolve("here"), through(bouncer)).replica("here");
            try (ThreadStore writes = here.open();
                 ThreadStore stops = here.from(data.resolve("there")).replica("there").open()) {
                new Talk(writes, "ann").ask("t1", "a1", "one");
                SharedAnswers mine = writes.shared().orElseThrow();
                CountDownLatch stopped = new CountDownLatch(1);
                mine.watch(() -> {
                    if (mine.standings(List.of("a1")).get("a1") == SharedAnswers.Standing.STOPPED) {
                        stopped.countDown();
                    }
                });
                assertTrue(stops.shared().orElseThrow().stop("ann", "a1", false));
                stopped.await();
            }
        }
    }

    private static Void talk(Talk talk) throws Exception {
        for (int i = 0; i < 10; i++) {
            String answer = talk.owner() + "-" + i;
            talk.ask("t", answer, "question " + i);
            talk.answer(answer, "answer " + i);
        }
        assertEquals(20, talk.messages("t").size());
        return null;
    }

    @Test
    void aParameterThatThePoolerRefusesIsRefusedAtOnceWithWhatToSet() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(folder)) {
            String url = through(bouncer) + "&options=-c%20work_mem%3D4MB";
            String message = assertThrows(ThreadStore.CannotOpenException.class,
                    () -> Backend.postgres(data, url).open()).getMessage();
            assertTrue(message.endsWith(
                    "FATAL: unsupported startup parameter: options; take it out of RILL_DATABASE_URL, "
                    + "or name it in the pooler's ignore_startup_parameters"), message);
        }
    }

    private static String through(PgBouncer bouncer) {
        return TestPostgres.newDatabase().replace(":" + TestPostgres.port() + "/", ":" + bouncer.port() + "/");
    }
}
