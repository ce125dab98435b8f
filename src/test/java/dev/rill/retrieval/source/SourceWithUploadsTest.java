package dev.rill.retrieval.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.upload.Receiving;
import dev.rill.retrieval.upload.Upload;
import dev.rill.retrieval.upload.UploadLimits;
import dev.rill.retrieval.upload.Uploads;
import dev.rill.storage.StorageThreads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWithUploadsTest {
    @TempDir
    private Path base;

    @Test
    void whatHasComeOrGoneSinceTheLastScanIsWaitedFor() throws Exception {
        try (StorageThreads storage = new StorageThreads("uploads-test", 1);
             Uploads uploads = Uploads.open(base.resolve("uploads"), new UploadLimits(1_000, 1_000, 10, 10_000),
                     Optional.empty(), storage, Clock.systemUTC(), Optional.empty());
             DocumentSource source = DocumentSource.withUploads(
                     DocumentSource.folder(Files.createDirectory(base.resolve("documents"))), uploads);
             FolderWatch watch = FolderWatch.open(() -> { })) {
            LeftOutDocuments problems = new LeftOutDocuments();
            source.scan(problems, watch);
            assertFalse(source.waitedFor());
            Upload upload;
            try (Receiving receiving = uploads.begin("anna").orElseThrow()) {
                byte[] text = "# Note\n".getBytes(StandardCharsets.UTF_8);
                receiving.write(text, text.length);
                assertFalse(source.waitedFor(), "while it comes");
                assertEquals(Optional.empty(), receiving.check("note.md"));
                upload = receiving.keep(Optional.empty()).orElseThrow();
            }
            assertTrue(source.waitedFor());
            assertEquals(Set.of(upload.path()), source.scan(problems, watch).files().keySet());
            assertFalse(source.waitedFor());
            uploads.delete("anna", upload.id());
            assertTrue(source.waitedFor());
        }
    }
}
