package dev.rill.bench;

import dev.rill.bench.figures.Drawings;
import dev.rill.launch.ToolSettings;
import java.io.IOException;
import java.util.List;

/**
 * Puts load on the packaged server, beside a proxy that only copies bytes and a service in Node, and prints and draws
 * what it costs. Run by the build: {@code mvn -q -Dtool=bench verify}. Everything is on loopback and shares this
 * machine's processors, so figures mean something beside the proxy's of the same run.
 */
public final class Main {
    private static final List<Phase> PHASES = List.of(new ColdStart(), new TokenCost(), new PacedTokenCost(),
            new FirstToken(), new ClientGone(), new IdleMemory(), new ProtocolCost(), new SearchCost());

    private Main() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(new ToolSettings(arguments));
        if (options.phases().contains("draw")) {
            Drawings.again(options.target().resolveSibling("src/test/resources/bench"));
            return;
        }
        try (Bed bed = new Bed(options)) {
            for (Phase phase : PHASES) {
                if (options.phases().contains("all") || options.phases().contains(phase.name())) {
                    phase.run(bed);
                }
            }
            Drawings.write(options.target().resolve("bench"), bed.figures());
        }
    }
}
