package dev.rill.bench;

import dev.rill.launch.LiveHeap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the operating system says of a process. Any thread. */
final class ServerFigures {
    private final ProcessHandle process;

    ServerFigures(ProcessHandle process) {
        this.process = process;
    }

    /** User and system time of all its threads. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Bytes of memory that it has now, or NaN where it is not told. */
    double residentBytes() {
        return number("status", "VmRSS:") * 1024;
    }

    /** Calls that wrote so far: sockets, files and wake-ups; NaN where it is not told. */
    double writes() {
        return number("io", "syscw:");
    }

    /** Bytes of all its objects that can be reached; of a JVM, which collects for it. */
    long liveHeapBytes() throws IOException {
        return LiveHeap.bytes(process.pid());
    }

    private double number(String file, String name) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file)).stream()
                    .filter(line -> line.startsWith(name)).map(line -> line.replaceAll("\\D", ""))
                    .mapToDouble(Double::parseDouble).findFirst().orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
