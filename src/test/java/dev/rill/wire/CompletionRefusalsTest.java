package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.server.FrameStream;
import dev.rill.server.SharedServer;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests for a chat completion as strangers send them, and what is told of those that are wrong. */
class CompletionRefusalsTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static final String PATH = "/v1/chat/completions";

    private static final FakeModel MODEL = FakeModel.start().byDefault(Answer.of("Hello"));
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer(MODEL, Map.of("RILL_MAX_BODY_BYTES", "12 MiB"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"messages":[]} | messages
            {"model":7,"messages":[{"role":"user","content":"Hi"}]} | model
            {} | messages
            {"messages":{}} | messages
            {"messages":[7]} | messages[0]
            {"messages":[{"content":"Hi"}]} | messages[0].role
            {"messages":[{"role":"robot","content":"Hi"}]} | messages[0].role
            {"messages":[{"role":1,"content":"Hi"}]} | messages[0].role
            {"messages":[{"role":"user"}]} | messages[0].content
            {"messages":[{"role":"user","content":null}]} | messages[0].content
            {"messages":[{"role":"user","content":7}]} | messages[0].content
            {"messages":[{"role":"user","content":" "}]} | messages[0].content
            {"messages":[{"role":"user","content":[{"type":"image_url"}]}]} | messages[0].content[0].type
            {"messages":[{"role":"user","content":[{"type":"text"}]}]} | messages[0].content[0].text
            {"messages":[{"role":"user","content":["x"]}]} | messages[0].content[0].type
            {"messages":[{"role":"system","content":"x"}]} | messages[0].role
            {"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]} | messages[1].role
            {"n":2,"messages":[{"role":"user","content":"Hi"}]} | n
            {"n":"1","messages":[{"role":"user","content":"Hi"}]} | n
            {"stream":"yes","messages":[{"role":"user","content":"Hi"}]} | stream
            {"stream_options":[],"messages":[{"role":"user","content":"Hi"}]} | stream_options
            {"stream_options":{"include_usage":1},"messages":[{"role":"user","content":"Hi"}]} | stream_options.include_usage
            [] |
            { |
            `` |
            """)
    void whatCannotBeAnsweredIsRefusedByTheNameOfItsMember(String body, String param) throws IOException {
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", PATH, body == null ? "" : body);
        assertEquals(400, refused.status(), refused.text());
        CONTRACT.assertResponse("POST", PATH, refused);
        JsonNode error = refused.json().get("error");
        assertEquals("invalid_request_error", error.get("type").stringValue());
        assertEquals(param, error.get("param").stringValue(null));
    }

    @Test
    void anotherModelIsNotFound() throws IOException {
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", PATH,
                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertEquals(404, refused.status());
        assertEquals("model_not_found", refused.json().at("/error/code").stringValue());
    }

    @Test
    void refusalsBeforeTheBodyLookTheSame() throws IOException {
        RawHttp.Response method = RawHttp.call(SERVER.port(), "GET", PATH);
        assertEquals(405, method.status());
        assertEquals("method_not_allowed", method.json().at("/error/code").stringValue());
        RawHttp.Response origin = RawHttp.call(SERVER.port(), "GET", "/v1/models",
                Map.of("Origin", "https://evil.example"), null);
        assertEquals(403, origin.status());
        assertEquals("forbidden_origin", origin.json().at("/error/code").stringValue());
        RawHttp.Response large = RawHttp.call(SERVER.port(), "POST", PATH, Map.of("Content-Type", "application/json",
                "Content-Length", "99999999"), null);
        assertEquals(413, large.status());
        assertEquals("payload_too_large", large.json().at("/error/code").stringValue());
        RawHttp.Response text = RawHttp.call(SERVER.port(), "POST", PATH, Map.of("Content-Type", "text/plain"),
                "x".getBytes());
        assertEquals(415, text.status());
        CONTRACT.assertResponse("POST", PATH, text);
    }

    @Test
    void whoAsksTooOftenOrTooMuchIsToldInTheWordsOfThatApi() throws IOException {
        try (TestServer limited = TestServer.start(MODEL, Map.of("RILL_RATE_LIMIT", "1"))) {
            RawHttp.call(limited.port(), "GET", "/v1/models");
            RawHttp.Response refused = RawHttp.call(limited.port(), "GET", "/v1/models");
            assertEquals(429, refused.status());
            assertEquals("rate_limit_exceeded", refused.json().at("/error/code").stringValue());
            assertTrue(refused.headers().containsKey("retry-after"));
        }
    }

    @Test
    void partsToolsAndWhatTheyGaveAreRead() throws Exception {
        ObjectNode body = Json.object().put("model", "rill").put("tool_choice", "required");
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "assistant").put("content", "How can I help?");
        messages.addObject().put("role", "user").put("content", "What is the weather?");
        messages.addObject().put("role", "assistant").putNull("content").putArray("tool_calls").addObject()
                .put("id", "c");
        messages.addObject().put("role", "tool").put("tool_call_id", "c").put("content", "rain");
        messages.addObject().put("role", "assistant").put("content", "It rains.");
        ArrayNode parts = messages.addObject().put("role", "user").putArray("content");
        parts.addObject().put("type", "text").put("text", "And");
        parts.addObject().put("type", "text").put("text", "tomorrow?");
        body.putArray("tools").addObject().put("type", "function").putObject("function").put("name", "weather");
        RawHttp.Response answer = RawHttp.json(SERVER.port(), "POST", PATH, body.toString());
        assertEquals(200, answer.status(), answer.text());
        CONTRACT.assertResponse("POST", PATH, answer);
        RecordedRequest asked = MODEL.takeRequest();
        var sent = asked.json().get("messages");
        assertEquals("What is the weather?", sent.get(1).get("content").asText());
        assertEquals("It rains.", sent.get(2).get("content").asText());
        assertEquals("And\ntomorrow?", sent.get(3).get("content").asText());
        assertTrue(!asked.body().contains("weather\"") && !asked.body().contains("rain\""), asked.body());
    }

    @Test
    void aLongConversationIsCutToWhatTheModelIsGiven() throws Exception {
        ObjectNode body = Json.object().put("model", "rill");
        ArrayNode messages = body.putArray("messages");
        for (int i = 0; i < 100; i++) {
            messages.addObject().put("role", "user").put("content", "q" + i);
            messages.addObject().put("role", "assistant").put("content", "x".repeat(100_000));
        }
        messages.addObject().put("role", "user").put("content", "Hi");
        String sent = body.toString();
        assertTrue(sent.length() > 10_000_000);
        RawHttp.Response answer = RawHttp.json(SERVER.port(), "POST", PATH, sent);
        assertEquals(200, answer.status(), answer.text());
        assertTrue(MODEL.takeRequest().body().length() < 100_000);
    }

    @Test
    void aQuestionThatIsTooLongSaysWhichSettingItIs() throws IOException {
        ObjectNode body = Json.object();
        body.putArray("messages").addObject().put("role", "user").put("content", "x".repeat(5001));
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", PATH, body.toString());
        assertEquals(400, refused.status());
        assertTrue(refused.json().at("/error/message").stringValue().contains("RILL_MAX_MESSAGE_CHARS"),
                refused.text());
    }

    @Test
    void aStreamIsInTheMonitorAndCountedByItsProtocol() throws Exception {
        MODEL.enqueue(Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        try (FrameStream stream = FrameStream.post(SERVER.port(), PATH, CompletionDialect.body("Hi").toString())) {
            String id = new CompletionDialect().messageId(stream.next().orElseThrow());
            JsonNode view = RawHttp.call(SERVER.port(), "GET", "/streams").json();
            CONTRACT.assertMatches("StreamsView", view);
            JsonNode active = view.get("active").get(0);
            assertEquals(id, active.get("messageId").stringValue());
            assertEquals("openai", active.get("protocol").stringValue());
            assertTrue(!active.has("threadId"));
            assertTrue(view.at("/metrics/startedByProtocol/openai").intValue() > 0);
            assertEquals(202, RawHttp.call(SERVER.port(), "DELETE", "/chat/stream/" + id).status());
            stream.rest();
        }
        String metrics = RawHttp.call(SERVER.port(), "GET", "/metrics").text();
        assertTrue(metrics.lines().anyMatch(line -> line.startsWith("rill_streams_total{")
                && line.contains("protocol=\"openai\"") && line.contains("outcome=\"cancelled\"")), metrics);
        assertTrue(metrics.contains("protocol=\"rill\""));
    }

    @Test
    void aProtocolThatIsOffIsNotThere() throws IOException {
        try (TestServer only = TestServer.start(MODEL, Map.of("RILL_PROTOCOLS", "rill"))) {
            assertEquals(404, RawHttp.call(only.port(), "GET", "/v1/models").status());
            assertEquals(404, RawHttp.json(only.port(), "POST", PATH, CompletionDialect.body("Hi").toString())
                    .status());
            assertEquals(200, RawHttp.call(only.port(), "GET", "/threads").status());
        }
    }

    @Test
    void aBrowsersPageMayCallWithTheHeadersOfTheLibrary() throws IOException {
        try (TestServer open = TestServer.start(MODEL, Map.of("RILL_CORS_ORIGINS", "https://app.example"))) {
            RawHttp.Response preflight = RawHttp.call(open.port(), "OPTIONS", PATH,
                    Map.of("Origin", "https://app.example", "Access-Control-Request-Method", "POST",
                            "Access-Control-Request-Headers", "authorization,content-type,openai-organization,"
                                    + "x-stainless-arch,X-Stainless-Retry-Count,x-evil"), null);
            String allowed = preflight.headers().get("access-control-allow-headers");
            assertTrue(allowed.contains("authorization") && allowed.contains("openai-organization")
                    && allowed.contains("openai-project") && allowed.contains("x-api-key"), allowed);
            assertTrue(allowed.endsWith(", x-stainless-arch, x-stainless-retry-count"), allowed);
        }
    }
}
