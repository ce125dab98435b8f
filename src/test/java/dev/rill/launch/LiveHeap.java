package dev.rill.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** What another JVM of the same kind holds. Stateless. */
public final class LiveHeap {

    private LiveHeap() {
    }

    /** Bytes of all objects that can be reached, after a collection. */
    public static long bytes(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid), "GC.class_histogram").redirectErrorStream(true).start();
        try (BufferedReader lines = jcmd.inputReader()) {
            String total = lines.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
            return Long.parseLong(total.trim().split("\\s+")[2]);
        }
    }
}
