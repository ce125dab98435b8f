package dev.rill.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there whole or not at all, and that only its owner may read. Used by one thread; whoever makes it
 * closes it.
 */
public final class NewFile implements AutoCloseable {
    private final Path file;
    private final Path part;

    /**
     * @throws FileAlreadyExistsException where there is such a file
     * @throws NoSuchFileException        where there is no folder for it
     */
    public NewFile(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (!Files.isDirectory(this.file.getParent())) {
            throw new NoSuchFileException(this.file.getParent().toString());
        }
        this.part = Files.createTempFile(this.file.getParent(), file.getFileName() + ".", ".part");
    }

    /** What is to be filled. */
    public Path part() {
        return part;
    }

    /** It is whole: it is on the disk and has its name when this returns. */
    public void keep() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
    }
}
