package dev.rill.retrieval.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.TopicEmbedder;
import dev.rill.retrieval.vector.SharedVectors.Share;
import dev.rill.retrieval.vector.postgres.PostgresVectors;
import dev.rill.threads.Backend;
import dev.rill.threads.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with the same documents and one PostgreSQL. */
class SharedVectorsTest {
    private static final int DOCUMENTS = 60;
    private static final BytesRef KEY = new BytesRef("key");
    private static final BytesRef OTHER = new BytesRef("other");
    private static Backend backend;

    @TempDir
    private Path base;
    private final List<IndexFixture> servers = new ArrayList<>();
    private final TopicEmbedder red = new TopicEmbedder(8, 4);
    private final TopicEmbedder green = new TopicEmbedder(8, 4);
    private final PostgresVectors one = vectors();
    private final PostgresVectors two = vectors();
    private volatile boolean reachable = true;

    @BeforeAll
    static void tables(@TempDir Path folder) {
        backend = Backend.postgres(folder, TestPostgres.newDatabase());
        backend.open().close();
    }

    @BeforeEach
    void empty() throws SQLException {
        backend.execute("truncate passage_vector");
    }

    @AfterEach
    void close() {
        servers.forEach(IndexFixture::close);
        one.close();
        two.close();
    }

    @Test
    void eachPassageIsEmbeddedOnceByServersThatStartTogether() throws IOException {
        List<IndexFixture> both = List.of(server(red, Optional.of(vectors())), server(green, Optional.of(vectors())));
        List<Thread> starts = both.stream().map(server -> Thread.ofPlatform().start(server::open)).toList();
        starts.forEach(start -> {
            try {
                start.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        both.forEach(SharedVectorsTest::awaitVectors);

        List<String> texts = new ArrayList<>(red.texts);
        texts.addAll(green.texts);
        assertEquals(DOCUMENTS, texts.size());
        assertEquals(DOCUMENTS, new TreeSet<>(texts).size());
        for (IndexFixture server : both) {
            assertEquals("cats.md", server.found("cat").getFirst());
        }
    }

    @Test
    void aServerThatComesLaterEmbedsNothing() throws IOException {
        red.foreign = "number 7 ";
        start(red, Optional.of(vectors()));
        IndexFixture later = start(green, Optional.of(vectors()));

        assertEquals(List.of(), green.texts);
        assertEquals("cats.md", later.found("cat").getFirst());
    }

    @Test
    void anotherModelMakesItsOwn() throws IOException {
        start(red, Optional.of(vectors()));
        green.model = "others";
        start(green, Optional.of(vectors()));

        assertEquals(DOCUMENTS, green.texts.size());
    }

    @Test
    void vectorsThatWereMadeBeforeTheyWereSharedAreGivenToOthers() throws IOException, SQLException {
        IndexFixture server = start(red, Optional.empty());
        server.close(server.index());
        IndexFixture again = new IndexFixture(base.resolve("1"), Optional.of(red), Optional.of(vectors()));
        servers.set(0, again);
        again.open();
        awaitStored();
        start(green, Optional.of(vectors()));

        assertEquals(DOCUMENTS, red.texts.size());
        assertEquals(List.of(), green.texts);
    }

    @Test
    void aServerThatCannotReachTheDatabaseEmbedsAllAndGivesItToOthersLater() throws IOException, SQLException {
        reachable = false;
        start(red, Optional.of(new PostgresVectors(() -> {
            if (!reachable) {
                throw new SQLException("away");
            }
            return backend.connect();
        })));
        assertEquals(DOCUMENTS, red.texts.size());

        reachable = true;
        awaitStored();
        start(green, Optional.of(vectors()));
        assertEquals(List.of(), green.texts);
    }

    @Test
    void whatAnotherServerHasBegunIsMadeWhenItsTimeIsOver() throws SQLException {
        assertEquals(new Share(Map.of(), Set.of(KEY)), one.share("m", List.of(KEY, OTHER), 1));
        assertEquals(new Share(Map.of(), Set.of(OTHER)), two.share("m", List.of(KEY, OTHER), 2));
        assertEquals(new Share(Map.of(), Set.of()), two.share("m", List.of(KEY), 1));

        backend.execute("update passage_vector set claimed_until = current_timestamp - interval '1 second'");
        assertEquals(Set.of(KEY), two.share("m", List.of(KEY), 1).mine());
        assertEquals(Set.of(), one.share("m", List.of(KEY), 1).mine());

        two.giveUp("m", List.of(KEY));
        assertEquals(Set.of(KEY), one.share("m", List.of(KEY), 1).mine());
    }

    @Test
    void theFirstVectorStaysAndIsNotTakenBack() {
        one.share("m", List.of(KEY), 1);
        one.put("m", Map.of(KEY, new float[] {1, -0.5f}));
        two.put("m", Map.of(KEY, new float[] {0, 1}, OTHER, new float[0]));
        one.giveUp("m", List.of(KEY));

        Map<BytesRef, float[]> made = two.share("m", List.of(KEY, OTHER), 2).made();
        assertArrayEquals(new float[] {1, -0.5f}, made.get(KEY));
        assertArrayEquals(new float[0], made.get(OTHER));
        assertEquals(Map.of(), two.share("other", List.of(KEY), 1).made());
    }

    @Test
    void whatNoServerHasUsedForAMonthIsDeleted() throws SQLException {
        one.put("m", Map.of(KEY, new float[] {1}, OTHER, new float[] {1}));
        backend.execute("update passage_vector set used_at = current_timestamp - interval '31 days'");
        BytesRef third = new BytesRef("third");
        assertEquals(Set.of(third), one.used("m", List.of(KEY, third)));
        one.upkeep();

        assertEquals(Set.of(KEY), two.share("m", List.of(KEY, OTHER), 0).made().keySet());
    }

    @Test
    void whatIsNoVectorThereIsMadeHere() throws IOException, SQLException {
        start(red, Optional.of(vectors()));
        backend.execute("update passage_vector set vector = '\\x0102' where key in "
                + "(select key from passage_vector limit 5)");
        backend.execute("update passage_vector set vector = '\\x0000000000000000' where key in "
                + "(select key from passage_vector where length(vector) > 2 limit 5)");
        IndexFixture later = start(green, Optional.of(vectors()));

        assertTrue(green.texts.size() >= 5, () -> green.texts.size() + " were made");
        assertEquals("cats.md", later.found("cat").getFirst());
    }

    private IndexFixture start(TopicEmbedder embedder, Optional<SharedVectors> shared) throws IOException {
        IndexFixture server = server(embedder, shared);
        server.open();
        awaitVectors(server);
        return server;
    }

    private IndexFixture server(TopicEmbedder embedder, Optional<SharedVectors> shared) throws IOException {
        IndexFixture server = new IndexFixture(base.resolve("" + (servers.size() + 1)), Optional.of(embedder), shared);
        servers.add(server);
        for (int i = 1; i < DOCUMENTS; i++) {
            server.write("note" + i + ".md", "# Note\n\nThis is number " + i + " of the notes.\n");
        }
        server.write("cats.md", "# Pets\n\nA feline sleeps a lot.\n");
        return server;
    }

    private static void awaitVectors(IndexFixture server) {
        IndexFixture.until(() -> server.index().withoutVectors().equals(OptionalInt.of(0)));
    }

    private static void awaitStored() {
        IndexFixture.until(() -> {
            try (Connection connection = backend.connect(); Statement statement = connection.createStatement();
                 ResultSet rows = statement.executeQuery(
                         "select count(*) from passage_vector where vector is not null")) {
                return rows.next() && rows.getInt(1) == DOCUMENTS;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static PostgresVectors vectors() {
        return new PostgresVectors(backend::connect);
    }
}
