package dev.rill.server.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scraper finds at a server in a process of its own. */
class MetricsTest {
    private static ServerProcess server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = ServerProcess.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void requestsAreCountedByTheirRouteAndStatusAndNeverByWhatWasAskedFor() throws Exception {
        String unknown = "rill_requests_total{method=\"GET\",route=\"/threads/{threadId}\",status=\"404\",}";
        String nowhere = "rill_requests_total{method=\"GET\",route=\"none\",status=\"404\",}";
        String strange = "rill_requests_total{method=\"other\",route=\"/threads\",status=\"405\",}";
        for (int i = 0; i < 3; i++) {
            call("GET", "/threads/canary" + i);
            call("GET", "/canary" + i);
            call("CANARY" + i, "/threads");
        }
        String text = metrics();
        assertEquals(3, value(text, unknown));
        assertEquals(3, value(text, nowhere));
        assertEquals(3, value(text, strange));
        assertTrue(text.lines().noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("canary")), text);
    }

    @Test
    void refusalsAreCountedByTheirCodeThoseOfNoRequestToo() throws Exception {
        String code = "rill_refusals_total{code=\"INVALID_REQUEST\",}";
        double before = value(metrics(), code);
        RawHttp.json(server.port(), "POST", "/chat", "{}");
        try (RawHttp http = new RawHttp(server.port())) {
            http.write("GET / HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n");
            assertEquals(400, http.receive().status());
        }
        assertEquals(before + 2, value(metrics(), code));
    }

    @Test
    void aRefusalThatHasNotHappenedIsThereAsZero() throws Exception {
        assertEquals(0, value(metrics(), "rill_refusals_total{code=\"STORE_UNAVAILABLE\",}"));
    }

    @Test
    void cachesAreToldOnceToStoreNothing() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(HttpRequest.newBuilder(
                    URI.create("http://localhost:" + server.port() + "/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(List.of("no-store"), response.headers().allValues("Cache-Control"));
        }
    }

    /** Of the dashboards "JVM (Micrometer)", and of those that show any process. */
    @ParameterizedTest
    @ValueSource(strings = {"process_cpu_seconds_total", "process_open_fds", "process_max_fds",
            "process_start_time_seconds", "process_virtual_memory_bytes", "process_uptime_seconds", "process_cpu_usage",
            "process_files_open_files", "process_files_max_files", "system_cpu_usage", "system_cpu_count",
            "jvm_memory_used_bytes", "jvm_memory_committed_bytes", "jvm_memory_max_bytes",
            "jvm_buffer_memory_used_bytes",
            "jvm_threads_live_threads", "jvm_threads_daemon_threads", "jvm_threads_peak_threads",
            "jvm_threads_states_threads", "jvm_classes_loaded_classes", "jvm_gc_memory_allocated_bytes_total",
            "jvm_gc_memory_promoted_bytes_total", "jvm_info"})
    void theVirtualMachineIsShownUnderTheNamesThatDashboardsKnow(String name) throws Exception {
        assertTrue(metrics().lines().anyMatch(line -> line.matches(name + "(\\{.*})? [0-9].*")), name);
    }

    @Test
    void prometheusFindsNothingToComplainOfInOurOwnNames() throws Exception {
        Promtool.Result checked = Promtool.run(metrics(), "check", "metrics");
        assertEquals(List.of(), checked.said().stream().filter(line -> line.startsWith("rill_")
                || line.startsWith("error")).toList());
    }

    private static void call(String method, String path) throws IOException {
        RawHttp.call(server.port(), method, path);
    }

    private static String metrics() throws IOException {
        return RawHttp.call(server.port(), "GET", "/metrics").text();
    }

    private static double value(String text, String series) {
        // whoever counts may say in which scope, at any place among the labels
        Matcher line = Pattern.compile(Pattern.quote(series) + " (\\S+)")
                .matcher(text.replace("scope=\"application\",", ""));
        assertTrue(line.find(), series + " is not there:\n" + text);
        return Double.parseDouble(line.group(1));
    }
}
