package dev.rill.retrieval.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a server kept in a folder while it was alone, on its way to where all servers have it. A thread that nobody
 * interrupts.
 *
 * @param wanted what is left where it is otherwise
 */
record Adoption(Path folder, Predicate<Upload> wanted) {
    private static final System.Logger LOGGER = System.getLogger(Adoption.class.getName());
    private static final UploadLimits NO_LIMITS = new UploadLimits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE,
            Long.MAX_VALUE);

    void into(SharedUploads shared) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        UploadFolder own = UploadFolder.open(folder);
        for (Upload upload : own.all()) {
            if (upload.refused().isEmpty() && wanted.test(upload)) {
                if (shared.read(List.of(upload.id())).isEmpty()) { // a server that ended then has kept it before
                    shared.keep(upload, own.content(upload.id()), NO_LIMITS);
                }
                own.remove(upload.id());
                LOGGER.log(System.Logger.Level.INFO, "All servers have the upload {0} from now on", upload.id());
            }
        }
    }
}
