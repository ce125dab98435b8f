package dev.rill.bench;

import dev.rill.bench.client.Speaks;
import java.util.Optional;

/**
 * Something that the client puts load on.
 *
 * @param figures of its process; none for the simulator itself, which is not measured
 */
record Target(String name, int port, Speaks speaks, Optional<ServerFigures> figures) {

    static Target direct(int modelPort) {
        return new Target("direct", modelPort, Speaks.MODEL, Optional.empty());
    }

    static Target proxy(int port, ServerFigures figures) {
        return new Target("bare proxy", port, Speaks.MODEL, Optional.of(figures));
    }

    static Target node(int port, ServerFigures figures) {
        return new Target("Node service", port, Speaks.RILL, Optional.of(figures));
    }

    static Target rill(PackagedRill rill) {
        return new Target("Rill", rill.port(), Speaks.RILL, Optional.of(rill.figures()));
    }

    /** Asked in one of the protocols that it speaks. */
    static Target rill(PackagedRill rill, Speaks speaks) {
        return new Target(speaks.name(), rill.port(), speaks, Optional.of(rill.figures()));
    }
}
