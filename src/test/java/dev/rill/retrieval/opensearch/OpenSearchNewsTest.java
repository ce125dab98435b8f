package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.index.DocumentEntries;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.source.DocumentFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestOpenSearch.class)
class OpenSearchNewsTest {

    /** Holds up what makes changes visible, once it is told to. */
    private static final class SlowFront extends FaultyFront {
        private final CountDownLatch refreshing = new CountDownLatch(1);
        private volatile CountDownLatch held = new CountDownLatch(0);

        SlowFront(int port) throws IOException {
            super(port);
        }

        @Override
        Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
            if (path.endsWith("/_refresh") && held.getCount() > 0) {
                refreshing.countDown();
                held.await();
            }
            return super.answer(method, path, body);
        }
    }

    @Test
    void whatIsAddedWhileOthersAreToldOfChangesIsToldThemNext(TestOpenSearch.Server server) throws Exception {
        try (SlowFront front = new SlowFront(server.port())) {
            URI url = server.url(front.port());
            OpenSearchEngine feeder = engine(url);
            OpenSearchEngine follower = engine(url);
            try {
                DocumentEntries fed = feeder.open();
                DocumentEntries followed = follower.open();
                assertEquals(List.of(true, false), List.of(fed.feeds(), followed.feeds()));
                fed.put(document("one.md"));
                front.held = new CountDownLatch(1);
                FutureTask<Void> telling = new FutureTask<>(() -> {
                    fed.refresh();
                    return null;
                });
                Thread.ofPlatform().start(telling);
                front.refreshing.await();
                FutureTask<Void> adding = new FutureTask<>(() -> {
                    fed.put(document("two.md"));
                    return null;
                });
                Thread adds = Thread.ofPlatform().start(adding);
                IndexFixture.until(() -> adding.isDone() || adds.getState() == Thread.State.WAITING);
                front.held.countDown();
                telling.get();
                adding.get();
                List<String> told = new ArrayList<>(paths(followed.news()));
                fed.refresh();
                told.addAll(paths(followed.news()));
                assertEquals(List.of("one.md", "two.md"), told);
            } finally {
                follower.stop();
                follower.close();
                feeder.stop();
                feeder.close();
            }
        }
    }

    @Test
    void whoSleptUntilRemovalsAreForgottenLooksAtEverythingAnew(TestOpenSearch.Server server) throws Exception {
        URI url = server.url();
        LeaseTimes usual = LeaseTimes.USUAL;
        OpenSearchEngine feeder = new OpenSearchEngine(SearchAddress.of(url), "news", false, Optional.empty(),
                new LeaseTimes(usual.renew(), usual.held(), usual.taken(), Duration.ZERO));
        OpenSearchEngine follower = engine(url);
        OpenSearchEngine awake = engine(url);
        try {
            DocumentEntries fed = feeder.open();
            fed.put(document("one.md"));
            fed.put(document("two.md"));
            fed.commit(true);
            DocumentEntries asleep = follower.open();
            assertEquals(Set.of("one.md", "two.md"), asleep.documents().keySet());
            fed.remove("two.md");
            fed.refresh();
            DocumentEntries told = awake.open();
            assertEquals(Set.of("one.md"), told.documents().keySet());
            fed.commit(true); // which forgets what was removed
            fed.put(document("three.md"));
            fed.commit(true);
            assertEquals(List.of("three.md"), paths(told.news()));
            assertTrue(told.writable(), "who was told of the removal goes on");
            assertEquals(DocumentEntries.News.NONE, asleep.news());
            assertFalse(asleep.writable());
            assertEquals(Set.of("one.md", "three.md"), follower.open().documents().keySet());
        } finally {
            for (OpenSearchEngine engine : List.of(awake, follower, feeder)) {
                engine.stop();
                engine.close();
            }
        }
    }

    /** Notes in which order passages are read and written. */
    private static final class NotingFront extends FaultyFront {
        private final Queue<String> asked = new ConcurrentLinkedQueue<>();

        NotingFront(int port) throws IOException {
            super(port);
        }

        @Override
        Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
            if (path.contains("/_mget") || path.contains("/_bulk")) {
                asked.add(path.contains("/_mget") ? "read" : "write");
            }
            return super.answer(method, path, body);
        }

        /** How often it was read after something had been written. */
        long readBehindWrites() {
            return asked.stream().dropWhile("read"::equals).filter("read"::equals).count();
        }
    }

    @Test
    void thePassagesOfALongDocumentAreWrittenAgainAsTheyAreRead(TestOpenSearch.Server server) throws Exception {
        try (NotingFront front = new NotingFront(server.port())) {
            OpenSearchEngine feeder = engine(server.url(front.port()));
            try {
                DocumentEntries fed = feeder.open();
                PreparedDocument before = document("long.md", sections(1_500));
                fed.put(before);
                fed.refresh();
                front.asked.clear();
                fed.restrict(before.document());
                fed.refresh();
                assertTrue(front.readBehindWrites() > 0, front.asked::toString);
                front.asked.clear();
                fed.put(document("long.md", sections(1_501)));
                fed.refresh();
                assertTrue(front.readBehindWrites() > 0, front.asked::toString);
            } finally {
                feeder.stop();
                feeder.close();
            }
        }
    }

    private static String sections(int count) {
        return IntStream.range(0, count).mapToObj(i -> "## Apples " + i + "\n\n" + ("There are " + i + " of them. ")
                .repeat(12) + "\n\n").collect(Collectors.joining());
    }

    private static OpenSearchEngine engine(URI url) {
        return new OpenSearchEngine(SearchAddress.of(url), "news", false, Optional.empty());
    }

    private static List<String> paths(DocumentEntries.News news) {
        return news.put().stream().map(document -> document.info().path()).toList();
    }

    private static PreparedDocument document(String path) throws UnreadableDocumentException {
        return document(path, "It is about apples.\n");
    }

    private static PreparedDocument document(String path, String text) throws UnreadableDocumentException {
        byte[] content = ("# " + path + "\n\n" + text).getBytes(StandardCharsets.UTF_8);
        return PreparedDocument.of(new DocumentFile(path, "1", true, content.length, Instant.EPOCH, Optional.empty()),
                DocumentType.MARKDOWN, content, content);
    }
}
