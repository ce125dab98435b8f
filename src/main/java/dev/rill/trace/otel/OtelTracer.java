package dev.rill.trace.otel;

import dev.rill.trace.Outcome;
import dev.rill.trace.Span;
import dev.rill.trace.Tracer;
import dev.rill.trace.Work;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans by OTLP to where the standard {@code OTEL_*} variables say. Spans are sent by a thread of the SDK, in
 * batches; what a collector does not take is dropped. The parent of a span is told and never looked for on the thread.
 */
public final class OtelTracer implements Tracer {
    private static final Duration LAST_BATCH = Duration.ofSeconds(1);
    /** What the SDK says where its cause says more. */
    private static final String UNFORESEEN = "Unexpected configuration error";
    /** The thread of the question that a span is of. */
    private static final ContextKey<String> CONVERSATION = ContextKey.named("conversation");
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> fields) {
            return fields.keySet();
        }

        @Override
        public String get(Map<String, String> fields, String name) {
            return fields.get(name);
        }
    };

    private final OpenTelemetrySdk sdk;
    private final io.opentelemetry.api.trace.Tracer tracer;
    private final boolean keepsText;

    private OtelTracer(OpenTelemetrySdk sdk, String version, boolean keepsText) {
        this.sdk = sdk;
        this.tracer = sdk.getTracerProvider().tracerBuilder("dev.rill").setInstrumentationVersion(version).build();
        this.keepsText = keepsText;
    }

    /**
     * @param environment the standard variables; others are not looked at
     * @throws RuntimeException where one has no value that it may have; the message says which
     */
    public static OtelTracer of(Map<String, String> environment, String version) {
        OtelVariables variables = new OtelVariables(environment);
        Map<String, String> properties = variables.properties();
        try {
            OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook()
                    .addPropertiesCustomizer(_ -> properties)
                    .addSpanExporterCustomizer((exporter, _) -> new ToldExporter(exporter, variables.endpoint(),
                            System::nanoTime))
                    .build().getOpenTelemetrySdk();
            return new OtelTracer(sdk, version, variables.keepsText());
        } catch (ConfigurationException e) {
            throw UNFORESEEN.equals(e.getMessage()) && e.getCause() != null
                    ? new IllegalArgumentException(e.getCause().getMessage(), e) : e;
        }
    }

    @Override
    public Span begin(Work work, Map<String, String> received) {
        return begin(work, W3C.extract(Context.root(), received, FIELDS));
    }

    @Override
    public Span begin(Work work, Span parent) {
        return begin(work, ((OtelSpan) parent).context());
    }

    private Span begin(Work work, Context parent) {
        Context within = work instanceof Work.Question question
                ? parent.with(CONVERSATION, question.threadId()) : parent;
        return new OtelSpan(GenAiConventions.begun(tracer, work, Optional.ofNullable(within.get(CONVERSATION)))
                .setParent(parent).startSpan(), within, System.nanoTime());
    }

    @Override
    public boolean keepsText() {
        return keepsText;
    }

    @Override
    public void close() {
        sdk.shutdown().join(LAST_BATCH.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record OtelSpan(io.opentelemetry.api.trace.Span span, Context parent, long begunNanos) implements Span {
        Context context() {
            return parent.with(span);
        }

        @Override
        public String traceId() {
            return span.getSpanContext().getTraceId();
        }

        @Override
        public String spanId() {
            return span.getSpanContext().getSpanId();
        }

        @Override
        public boolean sampled() {
            return span.getSpanContext().isSampled();
        }

        @Override
        public Map<String, String> propagated() {
            Map<String, String> fields = new LinkedHashMap<>();
            W3C.inject(context(), fields, (carrier, name, value) -> carrier.put(name, value));
            return fields;
        }

        @Override
        public void began() {
            GenAiConventions.first(span, System.nanoTime() - begunNanos);
        }

        @Override
        public void said(String asked, String answered) {
            GenAiConventions.said(span, asked, answered);
        }

        @Override
        public void end(Outcome outcome) {
            GenAiConventions.ended(span, outcome);
            span.end();
        }
    }
}
