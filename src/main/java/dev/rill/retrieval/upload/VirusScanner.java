package dev.rill.retrieval.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A program that looks at files before they are read: it is given the path of one as its last argument, and ends with 0
 * where it finds nothing and with 1 where it finds something. Any thread.
 */
public final class VirusScanner {
    private static final int CLEAN = 0;
    private static final int INFECTED = 1;
    /** What programs need to find their way; the server's keys are nothing to them. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SystemRoot");

    private final List<String> command;
    private final Duration deadline;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param command  a program and its arguments, with blanks between them
     * @param deadline for one file
     */
    public VirusScanner(String command, Duration deadline) {
        this.command = List.of(command.strip().split("\\s+"));
        this.deadline = deadline;
    }

    /** For one file. */
    Duration deadline() {
        return deadline;
    }

    /** What it said of a file. */
    sealed interface Finding {
        /** Nothing was found. */
        record Clean() implements Finding {
        }

        /** Something was. */
        record Infected() implements Finding {
        }

        /**
         * It is not known.
         *
         * @param reason for people
         * @param detail what only the operator is told; may be empty
         */
        record Unknown(String reason, String detail) implements Finding {
            /** Without the detail. */
            @Override
            public String toString() {
                return "Unknown[reason=" + reason + "]";
            }
        }
    }

    Finding scan(Path file) {
        List<String> whole = new ArrayList<>(command);
        whole.add(file.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        try {
            Process process = builder.start();
            running.add(process);
            try {
                process.getOutputStream().close();
                return stopped ? ended(process, "the server stops") : finding(process);
            } finally {
                running.remove(process);
            }
        } catch (IOException e) {
            return new Finding.Unknown("the virus scanner cannot be started", String.valueOf(e.getMessage()).strip());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        }
    }

    private Finding finding(Process process) throws InterruptedException {
        if (!process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            return ended(process, "the virus scanner took longer than " + deadline.toSeconds() + " s");
        }
        return switch (process.exitValue()) {
            case CLEAN -> new Finding.Clean();
            case INFECTED -> new Finding.Infected();
            default -> new Finding.Unknown("the virus scanner ended with " + process.exitValue(), "");
        };
    }

    private static Finding ended(Process process, String why) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Finding.Unknown(why, "");
    }

    /** Ends all scans that are under way, and each that is begun. */
    void stop() {
        stopped = true;
        running.forEach(process -> ended(process, ""));
    }
}
