package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.threads.jdbc.ServerLease;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedThreadStoreTest extends ThreadStoreContract {
    @Override
    Backend backend(Path folder) {
        return Backend.embedded(folder);
    }

    /** H2 says how many entries of the index each part of a statement has read. */
    @Test
    void aLookForAbandonedAnswersReadsNoneThatHaveEnded(@TempDir Path other) throws Exception {
        Backend backend = Backend.embedded(other);
        try (ThreadStore store = backend.open()) {
            Talk ann = new Talk(store, "ann");
            for (int i = 0; i < 200; i++) {
                ann.ask("t" + i, "a" + i, "question");
                ann.answer("a" + i, "answer");
            }
        }
        try (Connection connection = DriverManager.getConnection(backend.kind().pool().getJdbcUrl(), "rill", "");
             Statement statement = connection.createStatement()) {
            statement.execute("update message set server_id = random_uuid(), status = 'streaming' where message_id in ('a7', 'a8')");
            ResultSet plan = statement.executeQuery("explain analyze "
                    + ServerLease.INTERRUPT_ABANDONED.replace(":server", "'mine'"));
            assertTrue(plan.next());
            List<Integer> read = Pattern.compile("scanCount: (\\d+)").matcher(plan.getString(1)).results()
                    .map((MatchResult found) -> Integer.valueOf(found.group(1))).toList();
            assertTrue(!read.isEmpty() && read.stream().allMatch(count -> count <= 3), plan.getString(1));
            ResultSet open = statement.executeQuery("select count(*) from message where status = 'streaming'");
            assertTrue(open.next());
            assertEquals(0, open.getInt(1));
        }
    }
}
