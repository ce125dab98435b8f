package dev.rill.http.metrics;

import dev.rill.copy.RemoteStreams;
import dev.rill.copy.StreamMirror;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;

/** How the copies of running answers are. Any thread. */
public final class CopyMeters {
    private final StreamMirror mirror;
    private final RemoteStreams remote;

    public CopyMeters(StreamMirror mirror, RemoteStreams remote) {
        this.mirror = mirror;
        this.remote = remote;
    }

    /** After the server's configuration was made: meters register with what it says. */
    public void register(MeterRegistry registry) {
        registry.getOrCreate(Gauge.builder("rill.copy.reached", () -> mirror.reached() ? 1 : 0)
                .description("Whether running answers can be copied"));
        registry.getOrCreate(Gauge.builder("rill.copy.behind", mirror::behind)
                .description("Events that were sent and are not copied yet"));
        registry.getOrCreate(FunctionalCounter.builder("rill.copy.reconciles", mirror, StreamMirror::reconciles)
                .description("Copies that were compared with their streams after something was lost"));
        registry.getOrCreate(Gauge.builder("rill.copy.followed", remote::count)
                .description("Streams of other servers that somebody looks at here"));
    }
}
