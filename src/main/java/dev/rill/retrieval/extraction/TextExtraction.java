package dev.rill.retrieval.extraction;

import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the text out of files that are no text themselves, in a process of its own: a file that is made to harm, or
 * only broken, costs that process and not the server. It is started with the first such file, reads one at a time, and
 * ends when it has been idle. Any thread; a second one waits for the first. Whoever made it closes it, from any thread,
 * which ends what is being read.
 */
public final class TextExtraction implements AutoCloseable {
    private final ExtractionLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Written under the lock. */
    private volatile ExtractionProcess process;
    private long used;
    private volatile boolean closed;

    public TextExtraction(ExtractionLimits limits) {
        this.limits = limits;
    }

    /**
     * The text of a file, in UTF-8.
     *
     * @throws UnreadableDocumentException when it cannot be had; the message says why
     * @throws ExtractionEndedException    when this has been closed
     */
    public byte[] text(DocumentType type, byte[] content) throws UnreadableDocumentException, ExtractionEndedException {
        return answer(new ExtractionQuestion.Text(type, content));
    }

    /** A page of a PDF as PNG or JPEG; as {@link #text}. */
    byte[] picture(byte[] content, int page, String marked)
            throws UnreadableDocumentException, ExtractionEndedException {
        return answer(new ExtractionQuestion.Picture(content, page, marked));
    }

    private byte[] answer(ExtractionQuestion question) throws UnreadableDocumentException, ExtractionEndedException {
        lock.lock();
        try {
            // one that was idle may have been ended by anybody, and may not have seen the file
            for (boolean again = process != null && process.alive();; again = false) {
                try {
                    return asked(question);
                } catch (IOException e) {
                    if (closed) {
                        throw new ExtractionEndedException();
                    }
                    if (!again) {
                        throw UnreadableDocumentException.thisTime("the process that was to read it has ended");
                    }
                }
            }
        } finally {
            used = System.nanoTime();
            changed.signalAll();
            lock.unlock();
        }
    }

    private byte[] asked(ExtractionQuestion question) throws IOException, UnreadableDocumentException {
        if (closed) {
            throw new ExtractionEndedException();
        }
        if (process == null || !process.alive()) {
            ExtractionProcess started = ExtractionProcess.start(limits);
            process = started;
            used = System.nanoTime();
            Thread.ofVirtual().name("rill-extraction-idle").start(() -> endWhenIdle(started));
            if (closed) {
                started.kill();
            }
        }
        return process.answer(question, limits);
    }

    private void endWhenIdle(ExtractionProcess started) {
        lock.lock();
        try {
            long left = limits.idle().toNanos();
            while (process == started && left > 0) {
                changed.awaitNanos(left);
                left = limits.idle().toNanos() - (System.nanoTime() - used);
            }
            started.kill();
            if (process == started) {
                process = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** What is being read is not read to its end. */
    @Override
    public void close() {
        closed = true;
        ExtractionProcess running = process;
        if (running != null) {
            running.kill();
        }
    }
}
