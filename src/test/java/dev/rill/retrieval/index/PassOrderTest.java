package dev.rill.retrieval.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.source.DocumentFile;
import dev.rill.rights.Readers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassOrderTest {

    @Test
    void nobodysFirstUploadWaitsForAnothersSecondAndDocumentsComeLast() {
        assertEquals(List.of(".uploads/c/note.md", ".uploads/a/1.pdf", ".uploads/d/4.pdf", ".uploads/b/2.pdf",
                "folder/note.md", "folder/a.pdf"), IndexPass.ordered(List.of(
                        upload("a/1.pdf", "anna", ""), upload("b/2.pdf", "anna", "thread"),
                        upload("c/note.md", "ben", ""), upload("d/4.pdf", "carl", ""),
                        file("folder/a.pdf", Readers.EVERYBODY), file("folder/note.md", Readers.EVERYBODY)))
                .stream().map(DocumentFile::path).toList());
    }

    private static DocumentFile upload(String path, String owner, String thread) {
        return file(".uploads/" + path, Readers.ofOwner(owner, Optional.of(thread).filter(id -> !id.isEmpty())));
    }

    private static DocumentFile file(String path, Readers readers) {
        return new DocumentFile(path, "1", true, 10, Instant.EPOCH, readers, Optional.empty(), Optional.empty());
    }
}
