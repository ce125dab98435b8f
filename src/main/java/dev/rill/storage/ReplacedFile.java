package dev.rill.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * Replaces a file as a whole: it is written beside, forced to the disk and moved, so that whatever happens the file is
 * as it was or as it is to be. One thread a file, which is not interrupted.
 */
public final class ReplacedFile {

    private ReplacedFile() {
    }

    /**
     * @param attributes of the new file, from the beginning on
     * @throws IOException if it cannot be written; the file is as it was
     */
    public static void write(Path file, byte[] content, FileAttribute<?>... attributes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
