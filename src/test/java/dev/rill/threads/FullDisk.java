package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel refuses every write of this process to a file, as it does on a full disk, until this is closed. */
final class FullDisk implements AutoCloseable {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private FullDisk() {
    }

    static boolean canBe() {
        return Files.isExecutable(PRLIMIT);
    }

    static FullDisk begin() throws IOException, InterruptedException {
        allow("0");
        return new FullDisk();
    }

    private static void allow(String bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(ProcessHandle.current().pid()),
                "--fsize=" + bytes + ":unlimited").redirectErrorStream(true).start();
        String said = new String(prlimit.getInputStream().readAllBytes());
        assertEquals(0, prlimit.waitFor(), said);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        allow("unlimited");
    }
}
