package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.source.DocumentFile;
import dev.rill.rights.Readers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassProgressTest {
    private static final Readers HR = Readers.anyOf(Set.of("group:hr"));

    @Test
    void whatIsReadIsCountedForThoseWhoMayKnowOfIt() {
        PassProgress progress = new PassProgress();
        List<DocumentFile> files = List.of(file("a.md", Readers.EVERYBODY), file("b.pdf", HR), file("c.md", HR));
        progress.found(files);
        assertEquals(new WorkProgress(0, 3, Optional.empty()), progress.all());
        assertEquals(new WorkProgress(0, 1, Optional.empty()), progress.among(Readers::everybody));

        progress.begin(files.getLast());
        progress.done(files.getLast());
        assertEquals(new WorkProgress(1, 2, Optional.empty()), progress.all());
        assertEquals(new WorkProgress(0, 1, Optional.empty()), progress.among(Readers::everybody));

        progress.done(files.getFirst());
        assertEquals(1, progress.among(Readers::everybody).done());
        assertEquals(new WorkProgress(2, 1, Optional.empty()), progress.all(),
                "of a PDF it cannot be known how long it takes");
    }

    private static DocumentFile file(String path, Readers readers) {
        return new DocumentFile(path, "1", true, 10, Instant.EPOCH, readers, Optional.empty(), Optional.empty());
    }
}
