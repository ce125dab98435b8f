package dev.rill.chat.investigation;

import dev.rill.chat.tool.DocumentTools;
import dev.rill.chat.tool.Found;
import dev.rill.chat.tool.Look;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Forked;
import dev.rill.trace.Trace;
import java.util.List;

/**
 * The looks of one round, side by side, each on a virtual thread of its own. Made, awaited and closed by the request's
 * thread; closing ends those that still run.
 */
final class LooksAtOnce implements AutoCloseable {
    private final Cancellation stream;
    private final List<Forked<Found>> running;

    LooksAtOnce(DocumentTools tools, List<Look> looks, Cancellation stream) {
        this.stream = stream;
        this.running = looks.stream().map(look -> new Forked<>(LooksAtOnce::start, own -> tools.look(look, own)))
                .toList();
    }

    private static void start(Runnable look) {
        Thread.ofVirtual().name("look").start(Trace.carry(look));
    }

    /**
     * What the look at this place showed. Blocks until it is there.
     *
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    Found await(int index) {
        return running.get(index).await(stream);
    }

    @Override
    public void close() {
        running.forEach(Forked::close);
    }
}
