package dev.rill.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What a path names just now, held without being opened, so that one can look what it is before. Whoever may write into
 * its folder can put a pipe there at any moment, whose opening waits for a writer who never comes, or a device; what is
 * held stays what it was looked at. Linux alone has such handles (O_PATH of open(2)); elsewhere the path itself is
 * what is held. Links are not followed. Any thread; whoever asked for it closes it.
 */
public final class HeldFile implements AutoCloseable {
    private static final String DESCRIPTORS = "/proc/self/fd/";

    private final Path path;
    private final int descriptor;

    private HeldFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /** @throws IOException where it is not there, or cannot be come by */
    public static HeldFile of(Path path) throws IOException {
        if (Calls.LINUX.isEmpty()) {
            return new HeldFile(path, -1);
        }
        int descriptor = Calls.LINUX.get().hold(path);
        if (descriptor < 0) {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS); // says why
            throw new IOException("it cannot be looked at");
        }
        return new HeldFile(Path.of(DESCRIPTORS + descriptor), descriptor);
    }

    /** Of the file that is held. */
    public BasicFileAttributes attributes() throws IOException {
        return descriptor < 0 ? Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : Files.readAttributes(path, BasicFileAttributes.class);
    }

    /** Names the file that is held, until this is closed. */
    public Path path() {
        return path;
    }

    /** The same, of a file that has content. */
    public Path content() throws IOException {
        if (!attributes().isRegularFile()) {
            throw new IOException("it is no longer a file");
        }
        return path;
    }

    /** The same, of a folder. */
    public Path directory() throws IOException {
        if (!attributes().isDirectory()) {
            throw new NotDirectoryException("");
        }
        return path;
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            Calls.LINUX.orElseThrow().release(descriptor);
        }
    }

    /** Of the C library. */
    private record Calls(MethodHandle open, MethodHandle close, int flags) {
        private static final int O_PATH = 0x20_0000;
        private static final int O_CLOEXEC = 0x8_0000;
        private static final Optional<Calls> LINUX = linux();

        /** Other machines have other numbers. */
        private static Optional<Calls> linux() {
            int noFollow = switch (System.getProperty("os.arch")) {
                case "amd64" -> 0x2_0000;
                case "aarch64" -> 0x8000;
                default -> 0;
            };
            if (noFollow == 0 || !System.getProperty("os.name").equals("Linux")
                    || !Files.isDirectory(Path.of(DESCRIPTORS))) {
                return Optional.empty();
            }
            Linker linker = Linker.nativeLinker();
            MethodHandle open = linker.downcallHandle(linker.defaultLookup().find("open").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
            MethodHandle close = linker.downcallHandle(linker.defaultLookup().find("close").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            return Optional.of(new Calls(open, close, O_PATH | O_CLOEXEC | noFollow));
        }

        int hold(Path path) {
            try (Arena arena = Arena.ofConfined()) {
                return (int) open.invokeExact(arena.allocateFrom(path.toString()), flags);
            } catch (Throwable e) {
                throw new LinkageError("open cannot be called", e);
            }
        }

        void release(int descriptor) {
            try {
                int ignored = (int) close.invokeExact(descriptor);
            } catch (Throwable e) {
                throw new LinkageError("close cannot be called", e);
            }
        }
    }
}
