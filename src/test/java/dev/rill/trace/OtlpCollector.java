package dev.rill.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rill.server.Polling;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A collector that speaks OTLP over HTTP, as OpenTelemetry's own form of it says. Closed by the test. */
public final class OtlpCollector implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final Queue<String> resources = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status;

    private OtlpCollector(int status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public static OtlpCollector start() throws IOException {
        return new OtlpCollector(200);
    }

    /** One that takes nothing. */
    public static OtlpCollector refusing() throws IOException {
        return new OtlpCollector(500);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int answer = status; // before whoever waits for the request may say another
            requests.incrementAndGet();
            try {
                for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                    resources.add(of.getResource().toString());
                    of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
                }
                exchange.sendResponseHeaders(answer, -1);
            } catch (InvalidProtocolBufferException e) {
                exchange.sendResponseHeaders(400, -1);
            }
        }
    }

    /** What a server is started with, to send here soon. */
    public Map<String, String> environment() {
        return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort(),
                "OTEL_BSP_SCHEDULE_DELAY", "20");
    }

    /** What it answers from now on. */
    public void answerWith(int next) {
        status = next;
    }

    public int requests() {
        return requests.get();
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    public List<String> resources() {
        return List.copyOf(resources);
    }

    /** Waits for a span. */
    public Span await(Predicate<Span> wanted) throws InterruptedException {
        Polling.until(() -> spans.stream().anyMatch(wanted));
        return spans.stream().filter(wanted).findFirst().orElseThrow();
    }

    public Span await(String name) throws InterruptedException {
        return await(span -> span.getName().equals(name));
    }

    public static String hex(com.google.protobuf.ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    public static Optional<AnyValue> attribute(Span span, String key) {
        return span.getAttributesList().stream().filter(one -> one.getKey().equals(key)).map(KeyValue::getValue)
                .findFirst();
    }

    public static String text(Span span, String key) {
        return attribute(span, key).map(AnyValue::getStringValue).orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
