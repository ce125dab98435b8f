package dev.rill.trace.otel;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says once that a collector takes nothing, and once that it takes spans again, where OpenTelemetry's own exporter
 * warns of every batch. One that comes and goes is told of once a minute. Any thread; the tracer closes it.
 */
final class ToldExporter implements SpanExporter {
    private static final System.Logger LOGGER = System.getLogger("dev.rill.trace");
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final SpanExporter exporter;
    private final String endpoint;
    private final LongSupplier nanos;
    /** Held, because {@code java.util.logging} forgets levels of loggers that nobody holds. */
    private final Logger ofEachBatch = Logger.getLogger("io.opentelemetry.exporter");
    private long dropped;
    private boolean told;
    private long toldAt;

    /**
     * @param endpoint for people
     * @param nanos    as {@link System#nanoTime}
     */
    ToldExporter(SpanExporter exporter, String endpoint, LongSupplier nanos) {
        this.exporter = exporter;
        this.endpoint = endpoint;
        this.nanos = nanos;
        this.toldAt = nanos.getAsLong() - AGAIN_NANOS;
        ofEachBatch.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> ended(result, count));
    }

    private synchronized void ended(CompletableResultCode result, int count) {
        if (!result.isSuccess()) {
            dropped += count;
            if (!told && nanos.getAsLong() - toldAt >= AGAIN_NANOS) {
                told = true;
                toldAt = nanos.getAsLong();
                LOGGER.log(System.Logger.Level.WARNING, "The collector of traces at " + endpoint
                        + " takes none: " + why(result.getFailureThrowable()) + ". They are dropped until it does.");
            }
        } else if (told) {
            LOGGER.log(System.Logger.Level.INFO, "The collector of traces at " + endpoint + " takes them again; "
                    + dropped + (dropped == 1 ? " span was" : " spans were") + " dropped.");
            told = false;
            dropped = 0;
        }
    }

    private static String why(Throwable failure) {
        if (failure instanceof FailedExportException.HttpExportException http && http.failedWithResponse()) {
            return "it answers with status " + http.getResponse().getStatusCode();
        }
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        return cause == null ? "it does not say why" : cause.getMessage() == null ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
