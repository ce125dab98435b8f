package dev.rill.retrieval.index;

import dev.rill.retrieval.IndexFixture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.storage.StorageThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentIndexTest extends DocumentIndexContract {
    @TempDir
    private Path base;

    @Override
    protected IndexFixture fixture(Path folder) throws IOException {
        return new IndexFixture(folder);
    }

    @Test
    void aSecondServerOnTheSameIndexIsRefusedInOneSentence() throws IOException {
        try (IndexFixture fixture = fixture(base);
             StorageThreads threads = new StorageThreads("second", 1)) {
            fixture.open();
            DocumentSource source = DocumentSource.folder(fixture.documents);
            IndexLockedException refused = assertThrows(IndexLockedException.class,
                    () -> EmbeddedIndex.open(source, fixture.folder, Optional.empty(), threads));
            assertEquals("Another server is using the index in " + fixture.folder.toAbsolutePath()
                    + "; stop it, or set RILL_DATA to another folder.", refused.getMessage());
        }
    }

    @Test
    void aFolderThatIsNotThereIsAnErrorForTheOperator() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> DocumentSource.folder(base.resolve("nowhere")));

        assertEquals("The document folder " + base.resolve("nowhere") + " is not a folder.", refused.getMessage());
        assertFalse(Files.exists(base.resolve("nowhere")));
    }
}
