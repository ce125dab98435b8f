package dev.rill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.copy.StreamCopy.News;
import dev.rill.copy.StreamCopy.Origin;
import dev.rill.copy.postgres.PostgresCopy;
import dev.rill.stream.StreamFixture;
import dev.rill.threads.Backend;
import dev.rill.threads.TestPostgres;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresCopyTest extends StreamCopyContract {
    private static Backend backend;

    @BeforeAll
    static void tables(@TempDir Path folder) {
        backend = Backend.postgres(folder, TestPostgres.newDatabase());
        backend.open().close();
    }

    @Override
    int port() {
        return TestPostgres.port();
    }

    @Override
    StreamCopy copy(int port) {
        String url = backend.url().replace(":" + TestPostgres.port() + "/", ":" + port + "/");
        return new PostgresCopy(() -> DriverManager.getConnection(url));
    }

    @Override
    void loseAll() throws Exception {
        backend.execute("truncate stream_copy, stream_frame");
    }

    @AfterEach
    void empty() throws Exception {
        loseAll();
    }

    @Test
    void aCopyThatIsNoLongerKeptIsNotSeenAndDeleted() throws Exception {
        direct.write(List.of(new News.Begin(m1, new Origin("ann", "t", "rill", StreamFixture.CLOCK.instant()),
                Duration.ofHours(1)), new News.Frames(m1, new byte[] {'\n', '\n'}, 1)));
        assertEquals(1, direct.standings(List.of(m1)).size());
        // from here on the mirror's own upkeep may come first
        backend.execute("update stream_copy set expires_at = current_timestamp - interval '1' second");
        assertEquals(Map.of(), direct.read(Map.of(m1, StreamCopy.FROM_THE_BEGINNING)));
        direct.upkeep();
        assertEquals(Map.of(), direct.standings(List.of(m1)));
    }
}
