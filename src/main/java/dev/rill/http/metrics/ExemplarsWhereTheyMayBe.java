package dev.rill.http.metrics;

import io.helidon.common.Weight;
import io.helidon.common.Weighted;
import io.helidon.common.media.type.MediaType;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MeterRegistryFormatter;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.providers.micrometer.MicrometerPrometheusFormatterProvider;
import io.helidon.metrics.spi.MeterRegistryFormatterProvider;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Figures as OpenMetrics, with exemplars on buckets and totals alone. Micrometer writes them behind the count of a
 * histogram too, which the format does not allow: readers that hold to it, Prometheus before 2.43 among them, take
 * nothing of the whole scrape then. Found by the metrics as a service. Any thread.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars">OpenMetrics, Exemplars</a>
 */
@Weight(Weighted.DEFAULT_WEIGHT + 1)
public final class ExemplarsWhereTheyMayBe implements MeterRegistryFormatterProvider {
    private static final String SUBTYPE = "openmetrics-text";
    /** Behind a value: a label's text may have the same characters, but no number before them. */
    private static final Pattern OF_A_COUNT =
            Pattern.compile("^(\\w+_count(?:\\{.*})? [-+.\\w]+) # \\{.*$", Pattern.MULTILINE);

    private final MeterRegistryFormatterProvider beneath = new MicrometerPrometheusFormatterProvider();

    @Override
    public Optional<MeterRegistryFormatter> formatter(MediaType type, MetricsConfig config, MeterRegistry registry,
                                                      Optional<String> scopeTag, Iterable<String> scopes,
                                                      Iterable<String> meters) {
        return type.subtype().equals(SUBTYPE)
                ? beneath.formatter(type, config, registry, scopeTag, scopes, meters).map(Allowed::new)
                : Optional.empty();
    }

    private record Allowed(MeterRegistryFormatter formatter) implements MeterRegistryFormatter {
        @Override
        public Optional<Object> format() {
            return formatter.format().map(text -> OF_A_COUNT.matcher(text.toString()).replaceAll("$1"));
        }

        @Override
        public Optional<Object> formatMetadata() {
            return formatter.formatMetadata();
        }
    }
}
