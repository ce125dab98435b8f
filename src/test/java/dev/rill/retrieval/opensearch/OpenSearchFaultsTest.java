package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.SearchUnavailableException;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import dev.rill.threads.CuttableProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestOpenSearch.class)
class OpenSearchFaultsTest {
    private static final String USER = "rill:p%20w";
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("rill:p w".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path base;

    private IndexFixture fixture(URI url) throws IOException {
        IndexFixture fixture = new IndexFixture(base, source ->
                new OpenSearchEngine(SearchAddress.of(url), DocumentIndex.identity(source), true, Optional.empty()));
        fixture.write("one.md", "# One\n\nIt is about apples.\n");
        return fixture;
    }

    @Test
    void aServerThatIsAwayAtTheStartAndLaterIsWaitedForAndSaidToBeAway(TestOpenSearch.Server server)
            throws IOException {
        try (CuttableProxy way = new CuttableProxy(server.port());
             IndexFixture fixture = fixture(server.url(way.port()))) {
            way.cut();
            DocumentIndex index = fixture.begin();
            assertFalse(index.ready());
            assertTrue(index.fault().isPresent());
            assertThrows(SearchUnavailableException.class, () -> fixture.found("apples"));
            way.restore();
            IndexFixture.until(index::ready);
            assertEquals(List.of("one.md"), fixture.found("apples"));
            assertEquals(Optional.empty(), index.fault());

            way.cut();
            SearchUnavailableException away = assertThrows(SearchUnavailableException.class,
                    () -> fixture.found("apples"));
            assertTrue(away.getMessage().startsWith("The search server cannot be used: "), away.getMessage());
            assertTrue(index.fault().isPresent());
            assertEquals(List.of("one.md"), fixture.paths(), "what there is is known");
            fixture.write("two.md", "# Two\n\nIt is about bananas.\n");
            way.restore();
            assertEquals(List.of("one.md"), fixture.found("apples"));
            IndexFixture.until(() -> fixture.found("bananas").equals(List.of("two.md")));
            assertEquals(Optional.empty(), index.fault());
        }
    }

    @Test
    void aUserThatIsNotTakenIsSaidWithoutThePassword(TestOpenSearch.Server server) throws IOException {
        try (FaultyFront front = new FaultyFront(server.port())) {
            front.authorization = AUTHORIZATION;
            URI url = server.url(front.port());
            String rest = url.toString().substring("http://".length());
            try (IndexFixture refused = fixture(URI.create("http://rill:wrong@" + rest))) {
                DocumentIndex index = refused.begin();
                assertEquals(Optional.of("it refuses the user or the password of RILL_SEARCH_URL"), index.fault());
                assertFalse(SearchAddress.of(URI.create("http://rill:wrong@" + rest)).toString().contains("wrong"));
            }
            try (IndexFixture taken = fixture(URI.create("http://" + USER + "@" + rest))) {
                taken.open();
                assertEquals(List.of("one.md"), taken.found("apples"));
            }
        }
    }

    @Test
    void aServerWithTooMuchToDoIsGivenEverythingInTheEndInBoundedPieces(TestOpenSearch.Server server)
            throws IOException {
        try (FaultyFront front = new FaultyFront(server.port());
             IndexFixture fixture = fixture(server.url(front.port()))) {
            front.busy.set(3);
            String text = "The harvest of the orchard is brought in before the frost comes. ".repeat(8_000);
            for (int i = 0; i < 12; i++) {
                fixture.write("large" + i + ".md", "# Large " + i + "\n\n" + text);
            }
            fixture.open();
            assertEquals(List.of("one.md"), fixture.found("apples"));
            assertEquals(13, fixture.paths().size());
            assertEquals(0, front.busy.get());
            assertTrue(front.largest.get() <= 4 << 20, "largest request: " + front.largest);
            assertTrue(front.writes.get() > 6, "requests: " + front.writes);
        }
    }

    @Test
    void whatIsWrittenAgainStaysBehindWhatItCameBehind(TestOpenSearch.Server server) throws IOException {
        AtomicInteger refused = new AtomicInteger();
        try (FaultyFront front = new FaultyFront(server.port()) {
            @Override
            Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
                if (!path.contains("/_bulk") || refused.getAndIncrement() > 0) {
                    return super.answer(method, path, body);
                }
                String[] lines = new String(body, StandardCharsets.UTF_8).split("(?<=\n)", 3);
                super.answer(method, path, lines[2].getBytes(StandardCharsets.UTF_8));
                return new Answer(200, "{\"items\":[{\"index\":{\"status\":429}},{\"index\":{\"status\":201}}]}"
                        .getBytes(StandardCharsets.UTF_8));
            }
        }; SearchServer asked = new SearchServer(SearchAddress.of(server.url(front.port())))) {
            String name = asked.name() + "-x";
            new SharedIndex(asked, name).make();
            FeedingLease lease = new FeedingLease(asked, name, true, LeaseTimes.USUAL);
            assertTrue(lease.take());
            BulkWriter writer = new BulkWriter(asked, name, lease, new CountDownLatch(1));
            writer.put("x", SearchServer.JSON.createObjectNode().put("is", "first"));
            writer.put("x", SearchServer.JSON.createObjectNode().put("is", "second"));
            writer.flush();
            assertEquals(2, refused.get());
            assertEquals("second", asked.get("/" + name + "/_doc/x", Duration.ofSeconds(20)).body().path("_source")
                    .path("is").asString());
        }
    }

    @Test
    void aSearchThatTakesItsTimeEndsWithItsStream(TestOpenSearch.Server server) throws Exception {
        try (FaultyFront front = new FaultyFront(server.port());
             IndexFixture fixture = fixture(server.url(front.port()))) {
            fixture.open();
            front.slow = new CountDownLatch(1);
            CompletableFuture<Cancellation> stream = new CompletableFuture<>();
            FutureTask<Cancellation.Reason> search = new FutureTask<>(() -> {
                Cancellation cancellation = new Cancellation();
                stream.complete(cancellation);
                return assertThrows(Cancellation.CancelledException.class, () -> fixture.index().seenBy(Reader.NOBODY)
                        .candidates(List.of("apples"), 20, cancellation)).reason();
            });
            Thread.startVirtualThread(search);
            front.searching.await();
            stream.join().cancel(Cancellation.Reason.STOPPED);
            assertEquals(Cancellation.Reason.STOPPED, search.get());
            // and where nobody stops it, with its deadline
            assertThrows(SearchUnavailableException.class, () -> fixture.found("apples"));
            front.slow.countDown();
            assertEquals(List.of("one.md"), fixture.found("apples"));
        }
    }
}
