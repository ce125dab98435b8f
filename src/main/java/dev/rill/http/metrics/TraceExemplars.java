package dev.rill.http.metrics;

import dev.rill.trace.Span;
import dev.rill.trace.Trace;
import io.helidon.metrics.providers.micrometer.spi.SpanContextSupplierProvider;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;

/**
 * Gives a figure the trace of what it was measured in, as an exemplar of OpenMetrics, now and then; where nothing is
 * traced, none. Found by the metrics as a service. Any thread.
 */
public final class TraceExemplars implements SpanContextSupplierProvider {
    private static final SpanContextSupplier WHERE_THE_THREAD_WORKS = new SpanContextSupplier() {
        @Override
        public String getTraceId() {
            return Trace.span().map(Span::traceId).orElse(null);
        }

        @Override
        public String getSpanId() {
            return Trace.span().map(Span::spanId).orElse(null);
        }

        @Override
        public boolean isSampled() {
            return Trace.span().map(Span::sampled).orElse(false);
        }
    };

    @Override
    public SpanContextSupplier get() {
        return WHERE_THE_THREAD_WORKS;
    }
}
