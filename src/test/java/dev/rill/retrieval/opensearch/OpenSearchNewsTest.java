package dev.rill.retrieval.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.index.DocumentEntries;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.source.DocumentFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
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

    private static OpenSearchEngine engine(URI url) {
        return new OpenSearchEngine(SearchAddress.of(url), "news", false, Optional.empty());
    }

    private static List<String> paths(DocumentEntries.News news) {
        return news.put().stream().map(document -> document.info().path()).toList();
    }

    private static PreparedDocument document(String path) throws UnreadableDocumentException {
        byte[] content = ("# " + path + "\n\nIt is about apples.\n").getBytes(StandardCharsets.UTF_8);
        return PreparedDocument.of(new DocumentFile(path, "1", true, content.length, Instant.EPOCH, Optional.empty()),
                DocumentType.MARKDOWN, content, content);
    }
}
