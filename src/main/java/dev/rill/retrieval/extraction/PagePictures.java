package dev.rill.retrieval.extraction;

import dev.rill.retrieval.document.ContentHash;
import dev.rill.retrieval.document.UnreadableDocumentException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Pages of PDF files as pictures, made one at a time in a process of its own, which is not the one that takes the text
 * out of files, so that nobody waits for a folder to be indexed. The last ones are kept by what the files hold. Any
 * thread. Whoever made it closes it.
 */
public final class PagePictures implements AutoCloseable {
    private static final ExtractionLimits LIMITS =
            new ExtractionLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), 256);
    private static final int MOST_WAITING = 8;
    private static final long MOST_KEPT = 16L * 1024 * 1024;

    private record Key(String hash, int page, String marked) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Key[page=" + page + "]";
        }
    }

    private final TextExtraction extraction = new TextExtraction(LIMITS);
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final Map<Key, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    /**
     * A page, as PNG or JPEG; empty where too many wait for others.
     *
     * @param page   counted from 1
     * @param marked lines of its text that are to be marked
     * @throws UnreadableDocumentException when there is no such page, or it cannot be drawn; the message says why
     * @throws ExtractionEndedException    when this has been closed
     */
    public Optional<byte[]> of(byte[] content, int page, String marked)
            throws UnreadableDocumentException, ExtractionEndedException {
        Key key = new Key(ContentHash.of(content), page, marked);
        byte[] known = known(key);
        if (known != null) {
            return Optional.of(known);
        }
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            byte[] picture = extraction.picture(content, page, marked);
            keep(key, picture);
            return Optional.of(picture);
        } finally {
            places.release();
        }
    }

    private byte[] known(Key key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }

    private void keep(Key key, byte[] picture) {
        synchronized (kept) {
            byte[] before = kept.put(key, picture);
            keptBytes += picture.length - (before == null ? 0 : before.length);
            var oldest = kept.entrySet().iterator();
            while (keptBytes > MOST_KEPT && oldest.hasNext()) {
                keptBytes -= oldest.next().getValue().length;
                oldest.remove();
            }
        }
    }

    /** What is being drawn is not drawn to its end. */
    @Override
    public void close() {
        extraction.close();
    }
}
