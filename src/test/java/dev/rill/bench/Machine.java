package dev.rill.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run is measured on.
 *
 * @param processors and what kind of, where it is told
 * @param node       the version of the Node that is installed
 * @param busy       how many processors other work would take, before the run
 */
record Machine(String processors, Optional<String> node, double busy) {
    /** Less than this no figure shows. */
    private static final double QUIET = 0.5;

    static Machine look() {
        int count = Runtime.getRuntime().availableProcessors();
        return new Machine(count + " processors" + kind().map(kind -> " (" + kind + ")").orElse(""), version("node"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    String words() {
        String words = processors + ", " + System.getProperty("os.name") + ", JDK " + System.getProperty("java.version")
                + node.map(version -> ", Node " + version).orElse("");
        return words + (busy > QUIET ? String.format(Locale.ROOT, "; busy with other work (load %.1f)", busy) : "");
    }

    private static Optional<String> kind() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> version(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return version.isEmpty() ? Optional.empty() : Optional.of(version.replaceFirst("^v", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
