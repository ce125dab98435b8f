package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.threads.jdbc.lease.ServerLease;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedThreadStoreTest extends ThreadStoreContract {
    @Override
    Backend backend(Path folder) {
        return Backend.embedded(folder);
    }

    /** SQLite says of each table that a statement reads whether an index bounds what it reads of it. */
    @Test
    void aLookForAbandonedAnswersReadsNoneThatHaveEnded(@TempDir Path other) throws Exception {
        Backend backend = Backend.embedded(other);
        backend.open().close();
        List<String> plan = plan(backend, ServerLease.interruptAbandoned(backend.kind().dialect())
                .replace(":server", "'mine'"));
        assertTrue(plan.getFirst().contains("INDEX message_by_server (server_id>? AND server_id<?)"),
                plan.toString());
        assertTrue(plan.stream().noneMatch(step -> step.startsWith("SCAN")), plan.toString());
    }

    @Test
    void noQuestionAndNoAnswerReadsMoreThanItsThread(@TempDir Path other) throws Exception {
        Backend backend = Backend.embedded(other);
        backend.open().close();
        List<String> plan = plan(backend, """
                select message_id from message where owner = 'ann' and thread_id = 't'
                order by owner desc, thread_id desc, seq desc limit 20""");
        assertEquals(List.of("SEARCH message USING INDEX message_by_thread (owner=? AND thread_id=?)"), plan);
    }

    private static List<String> plan(Backend backend, String sql) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = backend.connect(); Statement statement = connection.createStatement();
             ResultSet steps = statement.executeQuery("explain query plan " + sql)) {
            while (steps.next()) {
                plan.add(steps.getString("detail"));
            }
        }
        return plan;
    }
}
