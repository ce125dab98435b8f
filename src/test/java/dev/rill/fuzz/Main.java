package dev.rill.fuzz;

import dev.rill.launch.ToolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs Jazzer on one target for as long as one likes, with inputs that reach new branches: by
 * {@code mvn -Dtool=fuzz verify -Dfuzz.target=CLASS}. Begins with the target's corpus; what it found useful, and what
 * broke something, is left in {@code target/fuzz}.
 */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) throws Exception {
        ToolSettings given = new ToolSettings(arguments);
        String target = given.text("fuzz.target");
        String instrumented = given.text("fuzz.instrument");
        Path folder = given.target().resolve("fuzz").resolve(target);
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path found = Files.createDirectories(folder.resolve("found"));
        fill(corpus, Class.forName(target).asSubclass(FuzzTarget.class));
        List<String> command = List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED", "-Dfuzz.target=" + target,
                "-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + LongRun.class.getName(), "--instrumentation_includes=" + instrumented,
                "--custom_hook_includes=" + instrumented,
                // the target that sends requests connects to its own server
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                "--reproducer_path=" + found, corpus.toString(), "-artifact_prefix=" + found + "/",
                "-max_total_time=" + given.number("fuzz.seconds"), "-timeout=20", "-print_final_stats=1");
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private static void fill(Path folder, Class<? extends FuzzTarget> target) throws IOException {
        for (Map.Entry<String, byte[]> input : Corpus.of(target).entrySet()) {
            Files.write(folder.resolve(input.getKey()), input.getValue());
        }
    }
}
