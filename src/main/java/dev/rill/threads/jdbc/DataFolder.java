package dev.rill.threads.jdbc;

import dev.rill.storage.FileFault;
import dev.rill.threads.ThreadStore.CannotOpenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The data folder, held by this server alone for as long as it is open; the operating system lets go of it when the
 * process dies. Its lock file names the server that holds it, or, where it died, that held it last. One thread; whoever
 * opens it closes it, after the database.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK_FILE = "rill.lock";
    private static final int MAX_ID_BYTES = 100;

    private final FileChannel channel;
    private final String serverId = UUID.randomUUID().toString();
    private final Optional<String> diedBefore;

    private DataFolder(FileChannel channel, Optional<String> diedBefore) {
        this.channel = channel;
        this.diedBefore = diedBefore;
    }

    /** Makes the folder where it is not there. */
    public static DataFolder hold(Path path) {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!lock(channel)) {
                throw new CannotOpenException("The data folder " + path + " is in use by another Rill server.", null);
            }
            DataFolder folder = new DataFolder(channel, readId(channel));
            folder.writeId(folder.serverId);
            return folder;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new CannotOpenException("The data folder " + path + " cannot be written" + FileFault.of(e) + ".", e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Optional<String> readId(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_ID_BYTES);
        channel.read(bytes, 0);
        String id = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return Optional.of(id).filter(text -> !text.isEmpty());
    }

    private void writeId(String id) throws IOException {
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(id), 0);
    }

    /** Of this server; a new one each time. */
    public String serverId() {
        return serverId;
    }

    /** The server that held the folder before, if it did not close it. */
    public Optional<String> diedBefore() {
        return diedBefore;
    }

    /** The file stays: whoever deletes a lock file lets two others lock one each. */
    @Override
    public void close() {
        try {
            writeId("");
        } catch (IOException e) {
            // its last holder is then said to have died, which costs nothing
        }
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // the process's end does it
        }
    }
}
