package dev.rill.http.connection;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The socket that connections are accepted from, for what Java cannot set: the greatest segment that clients are told
 * they may send (TCP_MAXSEG of tcp(7)). By it the kernel of a client reckons how much it takes of what nobody has read
 * yet: twenty segments at once, and on the way within one machine a segment has 64 KB. Linux alone is known here;
 * elsewhere nothing happens. Any thread; nothing has to be closed.
 */
public final class ListeningSocket {
    private static final System.Logger LOG = System.getLogger(ListeningSocket.class.getName());
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    /** The columns of both; proc(5). */
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENS = "0A";
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_MAXSEG = 2;

    private ListeningSocket() {
    }

    /**
     * For connections that come from now on.
     *
     * @param port that this process listens on
     * @return whether it could be set
     */
    public static boolean limitSegments(int port, int bytes) {
        try {
            OptionalInt descriptor = descriptor(sockets(port));
            return descriptor.isPresent() && set(descriptor.getAsInt(), bytes);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "The size of segments is the system's", e);
            return false;
        }
    }

    /** As links to them name them: of this process, or of others with other addresses. */
    private static Set<String> sockets(int port) throws IOException {
        String ending = ":%04X".formatted(port);
        Set<String> sockets = new HashSet<>();
        for (Path table : TABLES) {
            if (!Files.isReadable(table)) {
                continue;
            }
            try (var lines = Files.lines(table)) {
                lines.map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns.length > INODE && columns[ADDRESS].endsWith(ending)
                                && columns[STATE].equals(LISTENS))
                        .forEach(columns -> sockets.add("socket:[" + columns[INODE] + "]"));
            }
        }
        return sockets;
    }

    private static OptionalInt descriptor(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path one : all) {
                if (Files.isSymbolicLink(one) && sockets.contains(Files.readSymbolicLink(one).toString())) {
                    return OptionalInt.of(Integer.parseInt(one.getFileName().toString()));
                }
            }
        }
        return OptionalInt.empty();
    }

    private static boolean set(int descriptor, int bytes) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setsockopt = linker.downcallHandle(linker.defaultLookup().find("setsockopt").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_INT, bytes);
            int error = (int) setsockopt.invokeExact(descriptor, IPPROTO_TCP, TCP_MAXSEG, value,
                    (int) value.byteSize());
            return error == 0;
        } catch (Throwable e) {
            throw new LinkageError("setsockopt cannot be called", e);
        }
    }
}
