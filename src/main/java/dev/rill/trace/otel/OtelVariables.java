package dev.rill.trace.otel;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * OpenTelemetry's standard variables as its SDK takes them, with defaults of their own.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry Protocol Exporter</a>
 */
record OtelVariables(Map<String, String> environment) {
    private static final String HTTP = "http/protobuf";
    private static final List<String> PROTOCOL =
            List.of("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");
    private static final List<String> ENDPOINT =
            List.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT");
    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String KEEPS_TEXT = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    /** @throws IllegalArgumentException where one asks for what is not built in */
    Map<String, String> properties() {
        requireBuiltIn();
        Map<String, String> properties = new LinkedHashMap<>(Map.of("otel.exporter.otlp.protocol", HTTP,
                "otel.propagators", "tracecontext"));
        if (!environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "").contains("service.name=")) {
            properties.put("otel.service.name", "rill");
        }
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_") && !value.isBlank()) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        // figures are scraped, and logs are written
        properties.put("otel.metrics.exporter", "none");
        properties.put("otel.logs.exporter", "none");
        return properties;
    }

    private void requireBuiltIn() {
        for (String name : PROTOCOL) {
            String protocol = environment.getOrDefault(name, "");
            if (!protocol.isBlank() && !protocol.equals(HTTP)) {
                throw new IllegalArgumentException(name + " is " + protocol + ", and traces are sent by " + HTTP
                        + " alone, which most collectors take at port 4318");
            }
        }
        String exporter = environment.getOrDefault(EXPORTER, "");
        if (!exporter.isBlank() && !exporter.equals("otlp")) {
            throw new IllegalArgumentException(EXPORTER + " is " + exporter + ", and must be otlp or none");
        }
    }

    boolean keepsText() {
        return "true".equalsIgnoreCase(environment.get(KEEPS_TEXT));
    }

    /** For people: without what may be a secret. */
    String endpoint() {
        String url = ENDPOINT.stream().map(name -> environment.getOrDefault(name, "")).filter(one -> !one.isBlank())
                .findFirst().orElse("");
        URI whole = URI.create(url);
        return whole.getScheme() + "://" + whole.getHost() + (whole.getPort() < 0 ? "" : ":" + whole.getPort());
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "OtelVariables" + environment.keySet();
    }
}
