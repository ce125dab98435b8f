package dev.rill.bench;

import dev.rill.bench.client.Load;
import dev.rill.bench.client.LoadClient;
import dev.rill.bench.client.Outcome;
import dev.rill.bench.figures.Figure;
import dev.rill.bench.figures.Figures;
import dev.rill.bench.model.ModelSimulator;
import dev.rill.bench.proxy.BareProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The simulator's process and the client's, and the servers between them. One thread; closed by whoever made it. */
final class Bed implements AutoCloseable {
    private final Options options;
    private final Child model;
    private final int modelPort;
    private final Child client;
    private final Machine machine = Machine.look();
    private final List<Figure> figures = new ArrayList<>();

    Bed(Options options) throws IOException {
        this.options = options;
        this.model = Child.java(ModelSimulator.class);
        this.modelPort = model.port();
        this.client = Child.java(LoadClient.class);
    }

    Options options() {
        return options;
    }

    Target direct() {
        return Target.direct(modelPort);
    }

    /** To be closed. */
    Child startProxy() throws IOException {
        return Child.java(BareProxy.class, Integer.toString(modelPort));
    }

    /** To be closed. */
    PackagedRill startRill() throws IOException, InterruptedException {
        return PackagedRill.start(options.target(), modelPort);
    }

    /** To be closed; none where Node is not installed. */
    Optional<Child> startNode() throws IOException {
        return machine.node().isEmpty() ? Optional.empty()
                : Optional.of(Child.node("/bench/service.mjs", Integer.toString(modelPort)));
    }

    /** As many answers as there is time for, so that what is measured next is compiled. */
    void warm(Target target) throws IOException {
        warm(target, options.warm());
    }

    void warm(Target target, Duration lasts) throws IOException {
        run(target, Load.answers(target.port(), target.speaks(), 50, options.tokens(), lasts));
    }

    Measured run(Target target, Load load) throws IOException {
        return run(target, load, () -> { });
    }

    /** What is done at the beginning of what is measured. */
    interface Look {
        void look() throws IOException;
    }

    /** @param begun when what is measured has begun: streams that are held are all open then */
    Measured run(Target target, Load load, Look begun) throws IOException {
        Optional<ServerFigures> server = target.figures();
        client.tell(load.line());
        client.line();
        double cpuBefore = server.map(Bed::cpuMicros).orElse(Double.NaN);
        double writesBefore = server.map(ServerFigures::writes).orElse(Double.NaN);
        begun.look();
        client.line();
        double cpu = server.map(Bed::cpuMicros).orElse(Double.NaN) - cpuBefore;
        double writes = server.map(ServerFigures::writes).orElse(Double.NaN) - writesBefore;
        double resident = server.map(ServerFigures::residentBytes).orElse(Double.NaN);
        Outcome outcome = Outcome.of(client.line());
        if (outcome.errors() > 0) {
            System.out.println("  " + target.name() + ": " + outcome.errors() + " streams were not whole, such as: "
                    + outcome.fault());
        }
        return new Measured(outcome, cpu, resident, writes);
    }

    /** Keeps a figure for the drawing; {@code NaN} is none. */
    void draw(Figure figure) {
        if (!Double.isNaN(figure.value())) {
            figures.add(figure);
        }
    }

    Figures figures() {
        return new Figures(LocalDate.now().toString(), machine.words(), figures);
    }

    /** Lines of the streams that were closed under the simulator since the last time: id and nanoseconds. */
    String left() throws IOException {
        return new String(URI.create("http://127.0.0.1:" + modelPort + "/left").toURL().openStream().readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        model.close();
    }

    private static double cpuMicros(ServerFigures server) {
        return server.cpu().toNanos() / 1e3;
    }
}
