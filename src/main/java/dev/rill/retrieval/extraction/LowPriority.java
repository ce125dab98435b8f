package dev.rill.retrieval.extraction;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets this process work with the time that others leave, by setpriority(2), which Java lacks: on Linux it is of a
 * thread, and threads that are started later have the priority of who starts them. Elsewhere nothing is done.
 * Stateless.
 */
final class LowPriority {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int PRIO_PROCESS = 0;
    /** A tenth of the weight that it would have. */
    private static final int NICER = 10;
    private static final int NICEST = 19;
    /** The place of the priority behind the name's bracket, see proc_pid_stat(5). */
    private static final int STAT_NICE = 17;

    private LowPriority() {
    }

    /** Of all threads of this process. */
    static void take() {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle setpriority = linker.downcallHandle(linker.defaultLookup().find("setpriority").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT));
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                int nice = Integer.parseInt(stat.substring(stat.lastIndexOf(')')).split(" ")[STAT_NICE]);
                set(setpriority, Integer.parseInt(thread.getFileName().toString()), Math.min(NICEST, nice + NICER));
            }
        } catch (IOException e) {
            // it works with the priority that it has
        }
    }

    private static void set(MethodHandle setpriority, int thread, int nice) {
        try {
            int ignored = (int) setpriority.invokeExact(PRIO_PROCESS, thread, nice); // it may have ended
        } catch (Throwable e) {
            throw new LinkageError("setpriority cannot be called", e);
        }
    }
}
