package dev.rill.server.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.StartException;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import dev.rill.stream.Usage;
import dev.rill.trace.OtlpCollector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector gets of a question. */
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String FIELD = "traceparent: 00-" + TRACE + "-" + PARENT + "-01";
    private static final String QUESTION = "What does Quidditch say?";

    private final FakeModel model = FakeModel.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aQuestionIsOneTraceOverAllItsPartsAndTheLogSaysWhich() throws Exception {
        model.enqueue(Answer.toolCall("search_documents", "{\"queries\":[\"annual leave\"]}"));
        model.enqueue(Answer.of("Thirty ", "days.").withUsage(Optional.of(new Usage(3, 7, 10))));
        try (OtlpCollector collector = OtlpCollector.start();
             ServerProcess server = ServerProcess.start(folder, environment(collector,
                     Map.of("RILL_LOG_FORMAT", "json", "RILL_EMBEDDINGS", "off")))) {
            String last = EventStream.ask(server.port(), "t", QUESTION, FIELD).rest().getLast().event();
            assertEquals("complete", last);
            Span root = collector.await("invoke_workflow Rill");
            assertEquals(PARENT, OtlpCollector.hex(root.getParentSpanId()));
            assertEquals("t", OtlpCollector.text(root, "gen_ai.conversation.id"));
            assertEquals("Rill", OtlpCollector.text(root, "gen_ai.agent.name"));
            assertEquals(Span.SpanKind.SPAN_KIND_SERVER, root.getKind());
            for (String name : List.of("store question", "execute_tool search_documents", "ranking", "store answer")) {
                assertEquals(root.getSpanId(), collector.await(name).getParentSpanId(), name);
            }
            Span called = collector.await(span -> span.getName().equals("chat fake") && span.getAttributesList()
                    .stream().anyMatch(one -> one.getKey().equals("gen_ai.usage.output_tokens")));
            assertEquals(root.getSpanId(), called.getParentSpanId());
            assertEquals(7, OtlpCollector.attribute(called, "gen_ai.usage.output_tokens").orElseThrow().getIntValue());
            assertEquals("127.0.0.1", OtlpCollector.text(called, "server.address"));
            assertEquals("t", OtlpCollector.text(called, "gen_ai.conversation.id"));
            assertTrue(OtlpCollector.attribute(called, "gen_ai.response.time_to_first_chunk").isPresent());
            List<Span> spans = collector.spans();
            assertEquals(2, spans.stream().filter(span -> span.getName().equals("chat fake")).count());
            assertTrue(spans.stream().allMatch(span -> OtlpCollector.hex(span.getTraceId()).equals(TRACE)));
            assertFalse(spans.toString().contains("Quidditch") || spans.toString().contains("Thirty")
                    || spans.toString().contains("annual leave"), "no text");
            assertTrue(collector.resources().getFirst().contains("rill"));
            for (RecordedRequest request : asked()) {
                String told = request.headers().get("traceparent");
                assertTrue(spans.stream().anyMatch(span -> span.getName().equals("chat fake")
                        && told.equals("00-" + TRACE + "-" + OtlpCollector.hex(span.getSpanId()) + "-01")), told);
            }
            model.byDefault(Answer.of("Thirty ", "days."));
            assertEquals(200, RawHttp.call(server.port(), "POST", "/v1/responses", Map.of("Content-Type",
                    "application/json", "traceparent", FIELD.substring(13)), """
                            {"model":"rill","input":"And in the background?","background":true}""".getBytes(UTF_8))
                    .status());
            Span behind = collector.await(span -> span.getName().equals(root.getName())
                    && !span.getSpanId().equals(root.getSpanId()));
            assertEquals(root.getParentSpanId(), behind.getParentSpanId());
            Polling.until(() -> logged(server, "\"message\":\"request\"") && logged(server,
                    "\"message\":\"stream ended\""));
        }
    }

    @Test
    void aSearchIsATraceOfItsOwnWithTheVectorOfItsQuestionAndWithoutItsWords() throws Exception {
        try (OtlpCollector collector = OtlpCollector.start();
             ServerProcess server = ServerProcess.start(folder, environment(collector,
                     Map.of("RILL_LOG_FORMAT", "json")))) {
            Polling.until(() -> {
                search(server, "/search?q=Quidditch&limit=3", 200);
                return collector.spans().stream().anyMatch(span -> span.getName().equals("embeddings builtin"));
            });
            Span embedded = collector.await("embeddings builtin");
            Span root = collector.await(span -> span.getSpanId().equals(embedded.getParentSpanId()));
            assertEquals("retrieval", root.getName());
            assertEquals(Span.SpanKind.SPAN_KIND_SERVER, root.getKind());
            assertEquals("retrieval", OtlpCollector.text(root, "gen_ai.operation.name"));
            assertEquals(3, OtlpCollector.attribute(root, "gen_ai.retrieval.top_k").orElseThrow().getIntValue());
            assertEquals(PARENT, OtlpCollector.hex(root.getParentSpanId()));
            assertFalse(collector.spans().toString().contains("Quidditch"), "no text");
            Polling.until(() -> logged(server, "\"path\":\"/search\""));
            int before = collector.spans().size();
            search(server, "/search?q=", 400);
            search(server, "/documents", 200);
            search(server, "/search?q=Quidditch", 200);
            collector.await(span -> span.getName().equals("retrieval") && OtlpCollector.attribute(span,
                    "gen_ai.retrieval.top_k").orElseThrow().getIntValue() == 10);
            assertEquals(List.of("embeddings builtin", "retrieval"), collector.spans().stream().skip(before)
                    .map(Span::getName).distinct().sorted().toList());
        }
    }

    private static void search(ServerProcess server, String path, int status) {
        try {
            assertEquals(status, RawHttp.call(server.port(), "GET", path, Map.of("traceparent",
                    FIELD.substring(13)), null).status());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean logged(ServerProcess server, String what) {
        try {
            return server.log().lines().anyMatch(line -> line.contains(what)
                    && line.contains("\"traceId\":\"" + TRACE + "\""));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<RecordedRequest> asked() {
        return model.requests().stream().filter(request -> request.path().endsWith("/chat/completions")).toList();
    }

    @Test
    void textIsSentOnlyWhereThatIsAskedForAndAFailureSaysItsKind() throws Exception {
        try (OtlpCollector collector = OtlpCollector.start();
             TestServer server = TestServer.startIn(folder, environment(collector,
                     Map.of("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")))) {
            model.enqueue(Answer.of("Thirty ", "days."));
            EventStream.ask(server.port(), "t", QUESTION).rest();
            Span called = collector.await("chat fake");
            assertTrue(OtlpCollector.text(called, "gen_ai.input.messages").contains("Quidditch"));
            assertEquals("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Thirty days.\"}]}]",
                    OtlpCollector.text(called, "gen_ai.output.messages"));
            model.enqueue(Answer.toolCall("list_documents", "{\"pattern\":\"*\"}"), Answer.of("Some."));
            EventStream.ask(server.port(), "t", "Which?").rest();
            String calls = OtlpCollector.text(collector.await(span -> OtlpCollector.text(span, "gen_ai.output.messages")
                    .contains("tool_call")), "gen_ai.output.messages");
            assertTrue(calls.contains("\"name\":\"list_documents\",\"arguments\":{\"pattern\":\"*\"}"), calls);
            model.enqueue(Answer.of("Some."));
            assertEquals(200, RawHttp.call(server.port(), "POST", "/v1/chat/completions", Map.of("Content-Type",
                    "application/json"), """
                            {"model":"rill","messages":[{"role":"user","content":"Which?"}]}""".getBytes(UTF_8))
                    .status());
            Span unstored = collector.await(span -> OtlpCollector.text(span, "rill.protocol").equals("openai"));
            assertEquals(List.of(), collector.spans().stream()
                    .filter(span -> span.getTraceId().equals(unstored.getTraceId())).map(Span::getName)
                    .filter(name -> name.startsWith("store")).toList());
            model.byDefault(Script.status(401));
            EventStream.ask(server.port(), "t", "Again?").rest();
            Span failed = collector.await(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR
                    && span.getName().startsWith("invoke_workflow"));
            assertEquals("MODEL_UNAUTHORIZED", OtlpCollector.text(failed, "error.type"));
            Span refused = collector.await(span -> OtlpCollector.text(span, "error.type").equals("unauthorized"));
            assertFalse(OtlpCollector.attribute(refused, "gen_ai.response.time_to_first_chunk").isPresent(),
                    "no chunk came");
        }
    }

    @Test
    void figuresNameATraceThatTheyWereMeasuredInIfItIsCollected() throws Exception {
        model.byDefault(Answer.of("Thirty ", "days."));
        try (OtlpCollector collector = OtlpCollector.start();
             ServerProcess server = ServerProcess.start(folder, environment(collector,
                     Map.of("RILL_EMBEDDINGS", "off")))) {
            EventStream.ask(server.port(), "t", QUESTION, FIELD.replace("-01", "-00")).rest();
            assertEquals(List.of(), exemplars(server, "application/openmetrics-text"));
            EventStream.ask(server.port(), "t", QUESTION, FIELD).rest();
            collector.await("invoke_workflow Rill");
            List<String> exemplars = exemplars(server, "application/openmetrics-text");
            for (String histogram : List.of("rill_stream_duration_seconds_bucket",
                    "rill_stream_first_token_seconds_bucket", "rill_step_duration_seconds_bucket")) {
                assertTrue(exemplars.stream().anyMatch(line -> line.startsWith(histogram)), exemplars::toString);
            }
            assertTrue(exemplars.stream().allMatch(line -> line.contains("trace_id=\"" + TRACE + "\"")),
                    exemplars::toString);
            assertTrue(exemplars.stream().allMatch(line -> line.matches("\\w+(_bucket|_total)[ {].*")),
                    () -> "OpenMetrics allows them nowhere else: " + exemplars);
            assertEquals(List.of(), exemplars(server, "text/plain"));
        }
    }

    private static List<String> exemplars(ServerProcess server, String type) throws Exception {
        return RawHttp.call(server.port(), "GET", "/metrics", Map.of("Accept", type), null).text().lines()
                .filter(line -> line.contains(" # {")).toList();
    }

    @Test
    void aCollectorThatTakesNothingHoldsNobodyUpAndIsToldOfOnce() throws Exception {
        model.byDefault(Answer.of("Thirty ", "days."));
        try (OtlpCollector collector = OtlpCollector.refusing();
             ServerProcess server = ServerProcess.start(folder, environment(collector,
                     Map.of("RILL_EMBEDDINGS", "off")))) {
            for (int status : List.of(400, 401, 404, 413)) {
                collector.answerWith(status);
                int before = collector.requests();
                assertEquals("complete", EventStream.ask(server.port(), "t", QUESTION).rest().getLast().event());
                Polling.until(() -> collector.requests() > before);
            }
            collector.answerWith(200);
            EventStream.ask(server.port(), "t", QUESTION).rest();
            Polling.until(() -> lines(server, "takes them again").size() == 1);
            List<String> warnings = lines(server, " WARNING ");
            assertEquals(1, warnings.size(), warnings::toString);
            assertTrue(warnings.getFirst().contains("/127.0.0.1:") && warnings.getFirst().contains("status 400"),
                    warnings::toString);
        }
    }

    private static List<String> lines(ServerProcess server, String part) {
        try {
            return server.log().lines().filter(line -> line.contains(part)).toList();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNotBuiltInOrUnderstoodIsNamedAtTheStart() {
        refused("OTEL_BSP_SCHEDULE_DELAY", "soon", "otel.bsp.schedule.delay");
        refused("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_EXPORTER_OTLP_PROTOCOL is grpc");
        refused("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json", "TRACES_PROTOCOL is http/json");
        refused("OTEL_TRACES_EXPORTER", "console", "OTEL_TRACES_EXPORTER is console");
        refused("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd", "gzip");
    }

    private void refused(String name, String value, String told) {
        Map<String, String> all = TestServer.withModel(model, Map.of(name, value, "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:1"));
        String message = assertThrows(StartException.class, () -> TestServer.startIn(folder, all).close())
                .getMessage();
        assertTrue(message.contains(told), message);
    }

    @Test
    void withoutAnEndpointNothingOfItIsLoaded() throws Exception {
        model.byDefault(Answer.of("Thirty ", "days."));
        Path loaded = folder.resolve("classes.txt");
        try (ServerProcess server = ServerProcess.start(folder, TestServer.withModel(model,
                Map.of("RILL_EMBEDDINGS", "off", "OTEL_SERVICE_NAME", "rill")), List.of("-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + loaded))) {
            assertEquals("complete", EventStream.ask(server.port(), "t", QUESTION, FIELD).rest().getLast().event());
            assertEquals(0, asked().stream().filter(request -> request.headers().containsKey("traceparent")).count());
        }
        try (var lines = Files.lines(loaded)) {
            assertEquals(List.of(), lines.filter(line -> line.contains("io.opentelemetry")
                    || line.contains("dev.rill.trace.otel")).toList());
        }
    }

    private Map<String, String> environment(OtlpCollector collector, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(TestServer.withModel(model, more));
        all.putAll(collector.environment());
        return all;
    }
}
