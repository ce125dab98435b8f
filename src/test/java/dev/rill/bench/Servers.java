package dev.rill.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The servers that are measured beside each other, each in a process of its own before the simulator: a bare proxy, the
 * packaged server, and a service in Node where that is installed. One thread; closed by whoever started them.
 */
final class Servers implements AutoCloseable {
    private final List<Target> targets = new ArrayList<>();
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private Servers() {
    }

    static Servers start(Bed bed) throws IOException, InterruptedException {
        Servers servers = new Servers();
        try {
            servers.add(bed.startProxy());
            servers.add(bed.startRill());
            Optional<Child> node = bed.startNode();
            if (node.isPresent()) {
                servers.closing.push(node.get()::close);
                servers.targets.add(Target.node(node.get().port(), node.get().figures()));
            }
            return servers;
        } catch (IOException | InterruptedException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    List<Target> targets() {
        return targets;
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }

    private void add(Child proxy) throws IOException {
        closing.push(proxy::close);
        targets.add(Target.proxy(proxy.port(), proxy.figures()));
    }

    private void add(PackagedRill rill) {
        closing.push(rill::close);
        targets.add(Target.rill(rill));
    }
}
