package dev.rill.soak;

import dev.rill.launch.Folders;
import dev.rill.launch.PackagedServer;
import dev.rill.launch.ToolSettings;
import dev.rill.model.fake.FakeModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Hours of mixed traffic against the packaged server, after which it has to be what it was before: run by
 * {@code mvn -Dtool=soak verify}. Prints its report and keeps it, the
 * server's log and what was wrong in {@code target/soak}; exits with 1 where anything was.
 */
public final class Main {
    /** Deadlines that are short enough to be met often; those of minutes are the server's own. */
    private static final Map<String, String> SETTINGS = Map.of("RILL_RESUME_FOR", "PT30S",
            "RILL_WRITE_STALL_TIMEOUT", "PT4S", "RILL_KEEP_ALIVE", "PT3S", "RILL_MODEL_FIRST_TOKEN_TIMEOUT", "PT8S",
            "RILL_MODEL_GAP_TIMEOUT", "PT8S", "OPENAI_MODEL", "fake", "OPENAI_EMBEDDING_MODEL", "fake-embedding",
            "OPENAI_API_KEY", "none");

    /** What may be collected at any time would hide a leak of the same size. */
    private static final String NO_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration END = Duration.ofSeconds(60);

    private Main() {
    }

    public static void main(String[] arguments) throws Exception {
        ToolSettings given = new ToolSettings(arguments);
        Path target = given.target();
        Duration duration = Duration.parse(given.text("soak.duration"));
        Path folder = target.resolve("soak");
        Folders.delete(folder);
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Corpus.write(documents, new Random(1));
        Upstreams upstreams = new Upstreams();
        Tally tally = new Tally(folder);
        try (FakeModel model = FakeModel.start().withoutRecording().byDefault(upstreams)) {
            Map<String, String> settings = new HashMap<>(SETTINGS);
            settings.put("OPENAI_BASE_URL", model.baseUrl().toString());
            settings.put("RILL_DOCUMENTS", documents.toString());
            List<String> flags = new ArrayList<>(PackagedServer.flags(target));
            flags.add(NO_SOFT_REFERENCES);
            try (PackagedServer server = PackagedServer.start(target, flags, folder.resolve("data"),
                    folder.resolve("server.log"), settings)) {
                server.awaitReady(START, PAUSE);
                long pid = server.process().pid();
                System.out.println("Soak of " + duration + ": server " + pid + " on port " + server.port());
                String report = new SoakRun(duration, server.port(), upstreams, tally,
                        new ServerProbe(folder, pid, server.port())).run();
                int exit = server.terminate(END);
                if (exit != 0 && exit != 143) {
                    tally.violation("SIGTERM", "the exit code is " + exit);
                }
                report += "\nviolations: " + tally.violations() + "\n";
                System.out.println(report);
                Files.writeString(folder.resolve("report.md"), report);
            }
        }
        System.exit(tally.violations() == 0 ? 0 : 1);
    }
}
