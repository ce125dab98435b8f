package dev.rill.threads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2 whose disk can be full. Paths start with {@code faulty:}. */
public final class FaultyFiles extends FilePathWrapper {
    private static final Set<String> FULL = ConcurrentHashMap.newKeySet();

    static void register() {
        FilePath.register(new FaultyFiles());
    }

    /** No file whose path contains this can be written. */
    static void fill(String part) {
        FULL.add(part);
    }

    static void empty(String part) {
        FULL.remove(part);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FaultyFile(toString(), getBase().open(mode));
    }

    private static final class FaultyFile extends FileBaseDefault {
        private final String path;
        private final FileChannel file;

        FaultyFile(String path, FileChannel file) {
            this.path = path;
            this.file = file;
        }

        private void needSpace() throws IOException {
            if (FULL.stream().anyMatch(path::contains)) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            needSpace();
            return file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
