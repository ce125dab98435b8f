package dev.rill.threads.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.threads.Backend;
import dev.rill.threads.Talk;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadStore.Checkpoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Guard.TEST_SECONDS)
class OpenTextTableTest {
    private static final String GROWTH = "word ".repeat(20_000);
    private static final long MOST_CHARS = (1 << 20) + 4L * GROWTH.length();

    @TempDir
    Path folder;

    @Test
    void whatEndedIsSweptOutAndWhatIsOpenStays() throws Exception {
        Backend backend = Backend.embedded(folder);
        try (ThreadStore store = backend.open()) {
            Talk ann = new Talk(store, "ann");
            ann.ask("open", "open", "question");
            store.checkpoint(List.of(new Checkpoint("open", 0, "one \uD83D\uDE00 ")));
            for (int i = 0; i < 40; i++) {
                ann.ask("t" + i, "a" + i, "question");
                store.checkpoint(List.of(new Checkpoint("a" + i, 0, GROWTH)));
                ann.answer("a" + i, "answer");
                assertTrue(number(backend, "select sum(length(more)) from open_text") <= MOST_CHARS);
            }
            store.checkpoint(List.of(new Checkpoint("open", 6, "two")));
            assertEquals("one \uD83D\uDE00 two", ann.messages("open").getLast().content());
        }
        assertEquals(0, number(backend, "select count(*) from open_text"));
        try (ThreadStore store = backend.open()) {
            assertEquals("one \uD83D\uDE00 two", new Talk(store, "ann").messages("open").getLast().content());
        }
    }

    @Test
    void aGrowthReplacesWhatStandsBehindWhatItKeeps() {
        GrowingText text = new GrowingText();
        text.grow(0, "one \uD83D\uDE00 two");
        text.grow(6, "three");
        assertEquals("one \uD83D\uDE00 three", text.text());
        text.grow(99, "!");
        assertEquals("one \uD83D\uDE00 three!", text.text());
        text.grow(0, "anew");
        assertEquals("anew", text.text());
    }

    private static long number(Backend backend, String sql) throws SQLException {
        try (Connection connection = backend.connect(); Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
