package dev.rill.retrieval.index;

import dev.rill.retrieval.Pace;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.source.DocumentFile;
import dev.rill.rights.Readers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How many documents a pass has read and has still to read. What is extracted takes another time than what is read as
 * it stands, and comes after it: how long is not said before both are known. Any thread.
 */
final class PassProgress {
    /** What a document costs however small it is, in bytes of others. */
    private static final long EACH = 4_096;

    private record Group(Readers readers, boolean extracted) {
    }

    private static final class Count {
        private int done;
        private int toDo;
        private long bytes;
    }

    private final Map<Group, Count> counts = new LinkedHashMap<>();
    private final Pace<Readers> plain = new Pace<>(System::nanoTime);
    private final Pace<Readers> extracted = new Pace<>(System::nanoTime);

    synchronized void found(Collection<DocumentFile> files) {
        for (DocumentFile file : files) {
            Count count = counts.computeIfAbsent(group(file), _ -> new Count());
            count.toDo++;
            count.bytes += size(file);
        }
    }

    void begin(DocumentFile file) {
        pace(IndexPass.extracted(file)).begin();
    }

    void done(DocumentFile file) {
        synchronized (this) {
            Count count = counts.get(group(file));
            count.done++;
            count.toDo--;
            count.bytes -= size(file);
        }
        pace(IndexPass.extracted(file)).done(file.readers(), size(file));
    }

    WorkProgress all() {
        return among(_ -> true);
    }

    /** Of those documents that somebody may know of. */
    synchronized WorkProgress among(Predicate<Readers> shown) {
        int done = 0;
        int toDo = 0;
        long plainBytes = 0;
        long extractedBytes = 0;
        for (Map.Entry<Group, Count> entry : counts.entrySet()) {
            if (shown.test(entry.getKey().readers())) {
                Count count = entry.getValue();
                done += count.done;
                toDo += count.toDo;
                plainBytes += entry.getKey().extracted() ? 0 : count.bytes;
                extractedBytes += entry.getKey().extracted() ? count.bytes : 0;
            }
        }
        Optional<Duration> rest = extracted.left(extractedBytes, shown);
        Optional<Duration> left = plain.left(plainBytes, shown).flatMap(time -> rest.map(time::plus));
        return new WorkProgress(done, toDo, left);
    }

    private Pace<Readers> pace(boolean ofExtracted) {
        return ofExtracted ? extracted : plain;
    }

    private static Group group(DocumentFile file) {
        return new Group(file.readers(), IndexPass.extracted(file));
    }

    private static long size(DocumentFile file) {
        return EACH + file.bytes();
    }
}
