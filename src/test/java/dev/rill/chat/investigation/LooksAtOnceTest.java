package dev.rill.chat.investigation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.chat.tool.DocumentTools;
import dev.rill.chat.tool.Found;
import dev.rill.chat.tool.Look;
import dev.rill.launch.Guard;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.rights.Readers;
import dev.rill.stream.Cancellation.CancelledException;
import dev.rill.stream.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LooksAtOnceTest {
    private static final List<Look> TWO = List.of(new Look.Search(List.of("a"), PassageScope.ALL),
            new Look.Search(List.of("b"), PassageScope.ALL));

    @Test
    void looksRunSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        try (LooksAtOnce looks = new LooksAtOnce(new DocumentTools(new Searched(cancellation -> {
            both.countDown();
            cancellation.interruptibly(() -> {
                both.await();
                return both;
            });
        })), TWO, new Cancellation())) {
            assertEquals(new Found.Candidates(List.of()), looks.await(0));
            assertEquals(new Found.Candidates(List.of()), looks.await(1));
        }
    }

    @Test
    void aStopEndsAllOfThem() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);
        Cancellation stream = new Cancellation();
        Thread.ofVirtual().start(() -> {
            awaitQuietly(running);
            stream.cancel(Cancellation.Reason.STOPPED);
        });
        try (LooksAtOnce looks = new LooksAtOnce(new DocumentTools(new Searched(cancellation -> {
            try {
                cancellation.interruptibly(() -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                    return running;
                });
            } finally {
                ended.countDown();
            }
        })), TWO, stream)) {
            assertEquals(Cancellation.Reason.STOPPED,
                    assertThrows(CancelledException.class, () -> looks.await(0)).reason());
        }
        assertTrue(ended.await(Guard.TIME.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void whatOneThrowsIsThrownToWhoWaits() {
        try (LooksAtOnce looks = new LooksAtOnce(new DocumentTools(new Searched(_ -> {
            throw new IllegalStateException("a fault");
        })), TWO, new Cancellation())) {
            assertEquals("a fault", assertThrows(IllegalStateException.class, () -> looks.await(1)).getMessage());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Search {
        void run(Cancellation cancellation) throws InterruptedException;
    }

    private record Searched(Search search) implements DocumentLibrary {
        @Override
        public Readers readers(String path) {
            return Readers.EVERYBODY;
        }

        @Override
        public boolean shows(String path, Readers cited) {
            return true;
        }

        @Override
        public List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit,
                                              Cancellation cancellation) {
            try {
                search.run(cancellation);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return List.of();
        }

        @Override
        public List<DocumentInfo> documents() {
            return List.of();
        }

        @Override
        public Optional<DocumentText> text(String path, OptionalInt from, OptionalInt to) {
            return Optional.empty();
        }

        @Override
        public UnreadFiles unread() {
            return UnreadFiles.NONE;
        }
    }
}
