package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import dev.rill.threads.CuttableProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over the same folder and one index. */
@ExtendWith(TestOpenSearch.class)
class OpenSearchFeedingTest {
    private static final LeaseTimes QUICK = new LeaseTimes(Duration.ofMillis(200), Duration.ofSeconds(2),
            Duration.ofSeconds(3), Duration.ofHours(1));
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    @TempDir
    private Path base;
    private Path documents;
    private StorageThreads threads;
    private CuttableProxy way;
    private SearchServer server;
    private String name;
    private DocumentIndex first;
    private DocumentIndex second;

    @BeforeEach
    void open(TestOpenSearch.Server opensearch) throws IOException {
        documents = Files.createDirectory(base.resolve("documents"));
        write("one.md", "# One\n\nIt is about apples.\n");
        write("two.md", "# Two\n\nIt is about bananas.\n");
        threads = new StorageThreads("feeding-test", 4);
        way = new CuttableProxy(opensearch.port());
        URI url = opensearch.url();
        server = new SearchServer(SearchAddress.of(url));
        name = SearchForm.index(server.name(), DocumentIndex.identity(DocumentSource.folder(documents)));
        first = begin(URI.create(url.toString().replace(":" + url.getPort(), ":" + way.port())));
        IndexFixture.until(first::ready);
        second = begin(url);
        IndexFixture.until(second::ready);
    }

    private DocumentIndex begin(URI url) {
        DocumentSource source = DocumentSource.folder(documents);
        return DocumentIndex.open(source, new OpenSearchEngine(SearchAddress.of(url), DocumentIndex.identity(source),
                false, Optional.empty(), QUICK), threads, LOOK_EVERY,
                Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        if (second != null) {
            second.close();
        }
        first.close();
        server.close();
        way.close();
        threads.close();
    }

    @Test
    void oneOfTwoFeedsAndTheOtherFollowsWhatItAddsChangesAndRemoves() throws IOException {
        assertEquals(List.of("one.md"), found(second, "apples"));
        assertEquals(1, term());
        write("three.md", "# Three\n\nIt is about cherries.\n");
        write("one.md", "# One\n\nIt is about dates.\n");
        Files.delete(documents.resolve("two.md"));
        IndexFixture.until(() -> paths(second).equals(List.of("one.md", "three.md")));
        IndexFixture.until(() -> found(second, "dates").equals(List.of("one.md")));
        assertEquals(List.of("three.md"), found(second, "cherries"));
        assertEquals(List.of(), found(second, "apples bananas"));
        assertEquals(1, term(), "nobody else has fed it");
        assertTrue(server.get("/_alias/" + server.name(), LOOK_EVERY.multipliedBy(500)).body().has(name));
    }

    @Test
    void whoFollowsHidesAtOnceWhatMayNoLongerBeRead() throws IOException {
        Reader staff = Reader.of("ben", Set.of("staff"), false);
        assertEquals(List.of("one.md"), paths(second, staff, "apples"));
        way.cut(); // so that nobody feeds it for a while
        write(".rill.yaml", "readers: [group:hr]\n");
        IndexFixture.until(() -> paths(second, staff, "apples").isEmpty());
    }

    @Test
    void whereTheFeederIsCutOffTheOtherGoesOnAndTheFirstFollowsWhenItIsBack() throws IOException {
        way.cut();
        write("three.md", "# Three\n\nIt is about cherries.\n");
        IndexFixture.until(() -> found(second, "cherries").equals(List.of("three.md")));
        assertEquals(2, term());
        way.restore();
        IndexFixture.until(() -> paths(first).contains("three.md"));
        assertEquals(List.of("three.md"), found(first, "cherries"));
        assertEquals(2, term(), "who was taken for dead does not take it back");
    }

    @Test
    void whoFollowsReadsAnIndexThatWasDeletedAndMadeAnew() throws IOException {
        assertTrue(server.send("DELETE", "/" + name, "", Duration.ofSeconds(20)).ok());
        Files.delete(documents.resolve("two.md"));
        write("three.md", "# Three\n\nIt is about cherries.\n");
        IndexFixture.until(() -> paths(second).equals(List.of("one.md", "three.md")));
        IndexFixture.until(() -> paths(first).equals(paths(second)));
    }

    @Test
    void aFeederThatIsClosedHandsOverAtOnce() throws IOException {
        DocumentIndex left = second;
        second = null;
        left.close();
        first.close();
        second = begin(URI.create("http://127.0.0.1:" + way.port() + "/" + server.name()));
        IndexFixture.until(second::ready);
        IndexFixture.until(() -> term() == 2);
        first = begin(URI.create("http://127.0.0.1:" + way.port() + "/" + server.name()));
        write("three.md", "# Three\n\nIt is about cherries.\n");
        IndexFixture.until(() -> found(second, "cherries").equals(List.of("three.md")));
    }

    @Test
    void whatOneWritesThatWasTakenForDeadIsRefused() throws IOException {
        String own = SearchForm.index(server.name(), "of this test");
        new SharedIndex(server, own).make();
        FeedingLease late = new FeedingLease(server, own, true, new LeaseTimes(Duration.ofHours(1),
                Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1)));
        assertTrue(late.take());
        BulkWriter writer = new BulkWriter(server, own, late, new CountDownLatch(1));
        writer.put("x", SearchServer.JSON.createObjectNode().put(SearchForm.TYPE, "x").put("by", "late"));
        writer.flush();
        long lateTerm = late.term();
        FeedingLease later = new FeedingLease(server, own, true, LeaseTimes.USUAL);
        assertTrue(later.take());
        assertEquals(lateTerm + 1, later.term());
        BulkWriter other = new BulkWriter(server, own, later, new CountDownLatch(1));
        other.put("x", SearchServer.JSON.createObjectNode().put(SearchForm.TYPE, "x").put("by", "later"));
        other.flush();
        assertTrue(late.held(), "by its own clock");
        writer.put("x", SearchServer.JSON.createObjectNode().put(SearchForm.TYPE, "x").put("by", "late"));
        assertThrows(IOException.class, writer::flush);
        assertEquals("later", server.get("/" + own + "/_doc/x", Duration.ofSeconds(20)).body().path("_source")
                .path("by").asString());
        late.renew();
        assertFalse(late.held());
        assertTrue(late.take());
        writer.put("x", SearchServer.JSON.createObjectNode().put(SearchForm.TYPE, "x").put("by", "late"));
        assertThrows(IOException.class, writer::flush, "it is of the term before");
    }

    @Test
    void whoLostItsLeaseWhileTheServerWasAwayNeedNotWaitForItself() throws IOException {
        FeedingLease lease = new FeedingLease(server, name, true, new LeaseTimes(Duration.ofHours(1), Duration.ZERO,
                Duration.ofHours(1), Duration.ofHours(1)));
        assertTrue(lease.take());
        assertFalse(lease.held());
        assertTrue(lease.take());
        FeedingLease other = new FeedingLease(server, name, false, LeaseTimes.USUAL);
        assertFalse(other.take(), "another one waits");
    }

    @Test
    void aRenewalWhoseAnswerIsLostTakesTheLeaseFromNobody(TestOpenSearch.Server opensearch) throws IOException {
        String own = SearchForm.index(server.name(), "of a lost answer");
        new SharedIndex(server, own).make();
        AtomicBoolean lost = new AtomicBoolean();
        try (FaultyFront front = new FaultyFront(opensearch.port()) {
            @Override
            Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
                Answer answer = super.answer(method, path, body);
                return lost.getAndSet(false) ? new Answer(500, new byte[0]) : answer;
            }
        }; SearchServer behind = new SearchServer(SearchAddress.of(opensearch.url(front.port())))) {
            FeedingLease lease = new FeedingLease(behind, own, true, new LeaseTimes(Duration.ofHours(1),
                    Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
            assertTrue(lease.take());
            long term = lease.term();
            lost.set(true);
            lease.renew();
            assertFalse(lost.get());
            lease.renew();
            assertTrue(lease.held());
            lease.renew();
            assertEquals(term, lease.term());
        }
    }

    private long term() {
        try {
            return server.get("/" + name + "/_doc/lease", Duration.ofSeconds(20)).body().path("_source").path("term")
                    .asLong();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(documents.resolve(path), text);
    }

    private static List<String> found(DocumentIndex index, String question) {
        return IndexFixture.search(index, question).stream().map(Passage::path).distinct().toList();
    }

    private static List<String> paths(DocumentIndex index, Reader reader, String question) {
        return index.seenBy(reader).candidates(List.of(question), 20, new Cancellation()).getFirst()
                .stream().map(Passage::path).distinct().toList();
    }

    private static List<String> paths(DocumentIndex index) {
        return index.seenBy(Reader.NOBODY).documents().stream().map(DocumentInfo::path).toList();
    }
}
