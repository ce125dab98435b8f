package dev.rill.server.operation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checker. Skips the test that calls it where it is not installed, and fails it in CI. */
final class Promtool {

    private Promtool() {
    }

    /** @param said standard output and error, a line each */
    record Result(int exitCode, List<String> said) {
    }

    static Result run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes());
        }
        List<String> said = process.inputReader().lines().toList();
        return new Result(process.waitFor(), said);
    }

    private static Path executable() {
        return Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin").map(place -> Path.of(place, "promtool"))
                .filter(Files::isExecutable).findFirst().orElseGet(() -> {
                    String reason = "promtool is not installed; the Debian package prometheus has it";
                    if ("true".equals(System.getenv("CI"))) {
                        throw new AssertionError(reason);
                    }
                    return Assumptions.abort(reason);
                });
    }
}
