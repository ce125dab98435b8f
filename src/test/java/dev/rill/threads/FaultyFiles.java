package dev.rill.threads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2 whose disk can be full, and can be looked at between writes. Paths start with {@code faulty:}. */
public final class FaultyFiles extends FilePathWrapper {
    private static final Set<String> FULL = ConcurrentHashMap.newKeySet();
    private static final Map<String, Runnable> LOOKS = new ConcurrentHashMap<>();

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

    /**
     * After each write of a file whose path contains this, one at a time: meanwhile none of them is written.
     *
     * @param look what a kill in that moment would leave is then in the files
     */
    static void afterWrites(String part, Runnable look) {
        LOOKS.put(part, look);
    }

    static void lookNoMore(String part) {
        LOOKS.remove(part);
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
            if (LOOKS.keySet().stream().noneMatch(path::contains)) {
                return file.write(source, position);
            }
            synchronized (LOOKS) {
                int written = file.write(source, position);
                LOOKS.forEach((part, look) -> {
                    if (path.contains(part)) {
                        look.run();
                    }
                });
                return written;
            }
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            synchronized (LOOKS) {
                file.truncate(size);
            }
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
