package dev.rill.http.metrics;

import dev.rill.live.EndedStream;
import dev.rill.live.Outcome;
import dev.rill.live.TokenGaps;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.StepNames;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The figures of ended streams for Prometheus; no label names a user or a thread. A stream's figures are added when it
 * has ended, so that a token costs nothing here. Any thread.
 */
public final class StreamMeters implements Consumer<EndedStream> {
    /** Prometheus computes quantiles from buckets; computing them here as well costs memory and time. */
    private static final double[] NO_PERCENTILES = {};

    private final MeterRegistry registry;
    private final Map<String, Map<Outcome, Counter>> streams = new ConcurrentHashMap<>();
    private final Map<ErrorCode, Counter> errors = new EnumMap<>(ErrorCode.class);
    private final Map<String, Timer> steps = new ConcurrentHashMap<>();
    private final Timer duration;
    private final Timer firstToken;
    private final Timer gap;
    private final Counter tokens;
    private final Counter promptTokens;
    private final Counter completionTokens;

    /**
     * After the server's configuration was made: meters register with what it says.
     *
     * @param protocols that are spoken
     */
    public StreamMeters(MeterRegistry registry, List<String> protocols) {
        this.registry = registry;
        protocols.forEach(protocol -> streams.put(protocol, outcomes(protocol)));
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(code, counter("rill.stream.errors", "Streams that failed", Tag.create("code", code.name())));
        }
        // known before the first stream, as meters should be; RequestMeters says why
        StepNames.ALL.forEach(step -> steps.put(step, stepTimer(step)));
        duration = timer("rill.stream.duration", "From start to the end of a stream", seconds(), List.of());
        firstToken = timer("rill.stream.first.token", "From start to the first token", seconds(), List.of());
        gap = timer("rill.stream.token.gap", "Between two tokens of a stream", gapBounds(), List.of());
        tokens = counter("rill.stream.tokens", "Token events that were sent");
        promptTokens = counter("rill.model.tokens", "Model tokens as counted by the model server",
                Tag.create("kind", "prompt"));
        completionTokens = counter("rill.model.tokens", "Model tokens as counted by the model server",
                Tag.create("kind", "completion"));
    }

    /** Shows how many streams are open. */
    public void active(IntSupplier count) {
        registry.getOrCreate(Gauge.builder("rill.streams.active", count::getAsInt)
                .description("Streams that are open"));
    }

    @Override
    public void accept(EndedStream stream) {
        streams.computeIfAbsent(stream.identity().protocol(), this::outcomes).get(stream.outcome()).increment();
        stream.errorCode().ifPresent(code -> errors.get(code).increment());
        duration.record(stream.durationMillis(), TimeUnit.MILLISECONDS);
        if (stream.firstTokenMillis() >= 0) {
            firstToken.record(stream.firstTokenMillis(), TimeUnit.MILLISECONDS);
        }
        tokens.increment(stream.tokens());
        for (EndedStream.StepTime step : stream.steps()) {
            steps.computeIfAbsent(step.step(), this::stepTimer).record(step.millis(), TimeUnit.MILLISECONDS);
        }
        stream.usage().ifPresent(usage -> {
            promptTokens.increment(usage.promptTokens());
            completionTokens.increment(usage.completionTokens());
        });
        recordGaps(stream.gaps());
    }

    /** Every gap counts as the middle of its bucket; the bounds are the same, so only the sum is rounded. */
    private void recordGaps(TokenGaps gaps) {
        for (int bucket = 0; bucket < TokenGaps.BUCKETS; bucket++) {
            long micros = bucket == 0 ? 500 : 750L << bucket;
            for (int i = 0; i < gaps.count(bucket); i++) {
                gap.record(micros, TimeUnit.MICROSECONDS);
            }
        }
    }

    private Map<Outcome, Counter> outcomes(String protocol) {
        Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counters.put(outcome, counter("rill.streams", "Streams that ended", Tag.create("outcome", outcome.label()),
                    Tag.create("protocol", protocol)));
        }
        return counters;
    }

    private Timer stepTimer(String step) {
        return timer("rill.step.duration", "Of a workflow's step", seconds(), List.of(Tag.create("step", step)));
    }

    private Counter counter(String name, String description, Tag... tags) {
        return registry.getOrCreate(Counter.builder(name).description(description).tags(List.of(tags)));
    }

    private Timer timer(String name, String description, Duration[] bounds, List<Tag> tags) {
        return registry.getOrCreate(Timer.builder(name).description(description).buckets(bounds)
                .percentiles(NO_PERCENTILES)
                .tags(tags));
    }

    private static Duration[] seconds() {
        List<Duration> bounds = new ArrayList<>();
        for (long millis : new long[] {5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000,
            300_000, 1_800_000}) {
            bounds.add(Duration.ofMillis(millis));
        }
        return bounds.toArray(Duration[]::new);
    }

    private static Duration[] gapBounds() {
        List<Duration> bounds = new ArrayList<>();
        for (int bucket = 0; bucket < TokenGaps.BUCKETS - 1; bucket++) {
            bounds.add(Duration.ofMillis(1L << bucket));
        }
        return bounds.toArray(Duration[]::new);
    }
}
