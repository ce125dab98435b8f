package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.OpenApiContract;
import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.FrameStream;
import dev.rill.server.SharedServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests for a response as strangers send them, and what is told of those that are wrong. */
class ResponsesRefusalsTest {
    private static final OpenApiContract CONTRACT = new OpenApiContract();
    private static final String PATH = "/v1/responses";

    private static final FakeModel MODEL = FakeModel.start().byDefault(Answer.of("Hello"));
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer(MODEL, Map.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | input
            {"input":null} | input
            {"input":7} | input
            {"input":[]} | input
            {"input":" "} | input
            {"input":[7]} | input[0]
            {"input":[{}]} | input[0].type
            {"input":[{"type":7}]} | input[0].type
            {"input":[{"role":"robot","content":"Hi"}]} | input[0].role
            {"input":[{"type":"message","role":"user"}]} | input[0].content
            {"input":[{"role":"user","content":[{"type":"input_image"}]}]} | input[0].content[0].type
            {"input":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]} | input[1]
            {"input":[{"role":"user","content":"a"},{"type":"function_call_output","output":"b"}]} | input[1]
            {"input":[{"role":"developer","content":"a"}]} | input[0]
            {"input":"Hi","instructions":7} | instructions
            {"input":"Hi","stream":"yes"} | stream
            {"input":"Hi","store":1} | store
            {"input":"Hi","background":"true"} | background
            {"input":"Hi","background":true,"store":false} | background
            {"input":"Hi","include":"file_search_call.results"} | include
            {"input":"Hi","conversation":7} | conversation
            {"input":"Hi","conversation":{}} | conversation
            {"input":"Hi","previous_response_id":7} | previous_response_id
            {"input":"Hi","previous_response_id":"resp_a","conversation":"b"} | previous_response_id
            {"input":"Hi","metadata":"a"} | metadata
            {"input":"Hi","metadata":{"a":1}} | metadata.a
            [] |
            { |
            """)
    void whatCannotBeAnsweredIsRefusedByTheNameOfItsMember(String body, String param) throws IOException {
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", PATH, body);
        assertEquals(400, refused.status(), refused.text());
        CONTRACT.assertResponse("POST", PATH, refused);
        JsonNode error = refused.json().get("error");
        assertEquals("invalid_request_error", error.get("type").stringValue());
        assertEquals(param, error.get("param").stringValue(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"input":"Hi","model":"gpt-4o"} | model_not_found
            {"input":"Hi","previous_response_id":"resp_none"} | previous_response_not_found
            {"input":"Hi","previous_response_id":"none"} | previous_response_not_found
            {"input":"Hi","conversation":"conv_none"} | not_found
            {"input":"Hi","store":false,"conversation":{"id":"conv_none"}} | not_found
            {"input":[{"type":"item_reference","id":"msg_none"},{"role":"user","content":"Hi"}]} | not_found
            """)
    void whatIsNotThereIsNotFound(String body, String code) throws IOException {
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", PATH, body);
        assertEquals(404, refused.status(), refused.text());
        CONTRACT.assertResponse("POST", PATH, refused);
        assertEquals(code, refused.json().at("/error/code").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses/resp_none", "/v1/responses/none", "/v1/responses/resp_none?stream=true",
        "/v1/responses/resp_none/input_items", "/v1/conversations/conv_none", "/v1/conversations/conv_none/items",
        "/v1/conversations/conv_none/items/msg_none", "/v1/embeddings", "/v1/responses/resp_none/more", "/v1/",
        "/v1/x/y/z"})
    void aPathWhereNothingIsSaysSoInTheFormOfTheApi(String path) throws IOException {
        for (String method : new String[] {"GET", "HEAD"}) {
            RawHttp.Response none = RawHttp.call(SERVER.port(), method, path);
            assertEquals(404, none.status(), none.text());
            assertEquals("application/json", none.headers().get("content-type"));
        }
        assertEquals("invalid_request_error", RawHttp.call(SERVER.port(), "GET", path).json().at("/error/type")
                .stringValue());
    }

    @Test
    void aPathThatIsUnknownIsSoByEveryMethod() throws IOException {
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
            RawHttp.Response none = RawHttp.call(SERVER.port(), method, "/v1/embeddings");
            assertEquals(404, none.status(), method);
            assertEquals("not_found", none.json().at("/error/code").stringValue());
        }
        RawHttp.Response method = RawHttp.call(SERVER.port(), "PUT", PATH);
        assertEquals(405, method.status());
        assertEquals("method_not_allowed", method.json().at("/error/code").stringValue());
        assertEquals("application/problem+json", RawHttp.call(SERVER.port(), "GET", "/v2").headers()
                .get("content-type"));
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedBeforeItIsRead() throws IOException {
        ObjectNode body = ResponsesDialect.body("x".repeat(10_000_000));
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", PATH, body.toString());
        assertEquals(413, refused.status());
        CONTRACT.assertResponse("POST", PATH, refused);
        assertEquals("payload_too_large", refused.json().at("/error/code").stringValue());
        RawHttp.Response question = RawHttp.json(SERVER.port(), "POST", PATH, ResponsesDialect.body("x".repeat(5001))
                .toString());
        assertEquals(400, question.status());
        assertTrue(question.json().at("/error/message").stringValue().contains("RILL_MAX_MESSAGE_CHARS"));
    }

    @Test
    void aConversationTakesWhatUserAndAssistantSayAndNothingElse() throws IOException {
        refused("/v1/conversations", "{\"items\":[{\"role\":\"system\",\"content\":\"x\"}]}", "items[0].role");
        refused("/v1/conversations", "{\"items\":7}", "items");
        refused("/v1/conversations", "{\"metadata\":7}", "metadata");
        String id = RawHttp.json(SERVER.port(), "POST", "/v1/conversations", "{}").json().get("id").stringValue();
        refused("/v1/conversations/" + id + "/items", "{}", "items");
        refused("/v1/conversations/" + id + "/items", "{\"items\":[]}", "items");
        RawHttp.Response added = RawHttp.json(SERVER.port(), "POST", "/v1/conversations/" + id + "/items",
                "{\"items\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"type\":\"reasoning\",\"summary\":[]}]}");
        assertEquals(200, added.status(), added.text());
        String item = added.json().at("/data/0/id").stringValue();
        String path = "/v1/conversations/" + id + "/items/" + item;
        assertEquals("Hi", RawHttp.call(SERVER.port(), "GET", path).json().at("/content/0/text").stringValue());
        assertEquals(200, RawHttp.call(SERVER.port(), "DELETE", path).status());
        assertEquals(404, RawHttp.call(SERVER.port(), "GET", path).status());
        assertEquals(200, RawHttp.call(SERVER.port(), "GET", "/v1/conversations/" + id).status());
        for (String query : new String[] {"limit=0", "order=up", "after=msg_x"}) {
            RawHttp.Response refused = RawHttp.call(SERVER.port(), "GET", "/v1/conversations/" + id + "/items?"
                    + query);
            assertEquals(400, refused.status(), query);
            CONTRACT.assertResponse("GET", "/v1/conversations/{id}/items", refused);
        }
    }

    private static void refused(String path, String body, String param) throws IOException {
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", path, body);
        assertEquals(400, refused.status(), refused.text());
        assertEquals(param, refused.json().at("/error/param").stringValue());
    }

    @Test
    void aResponseIsInTheMonitorAndCountedByItsProtocol() throws Exception {
        MODEL.enqueue(Answer.of("x", "y").withFaultAfter(1, Effect.silence()));
        try (FrameStream stream = FrameStream.post(SERVER.port(), PATH, ResponsesDialect.body("Hi").toString())) {
            String id = new ResponsesDialect().messageId(stream.next().orElseThrow());
            JsonNode active = RawHttp.call(SERVER.port(), "GET", "/streams").json().at("/active/0");
            assertEquals(id, active.get("messageId").stringValue());
            assertEquals("openai", active.get("protocol").stringValue());
            assertTrue(active.has("threadId"));
            RawHttp.Response cancelled = RawHttp.call(SERVER.port(), "POST", PATH + "/resp_" + id + "/cancel");
            assertEquals("cancelled", cancelled.json().get("status").stringValue());
            CONTRACT.assertResponse("POST", PATH + "/{id}/cancel", cancelled);
            stream.rest();
        }
        assertTrue(RawHttp.call(SERVER.port(), "GET", "/metrics").text().lines().anyMatch(line ->
                line.startsWith("rill_streams_total{") && line.contains("protocol=\"openai\"")
                        && line.contains("outcome=\"cancelled\"")));
    }

    @Test
    void anEventThatWasNeverSentIsNotWaitedForAfterTheEnd() throws IOException {
        String id = RawHttp.json(SERVER.port(), "POST", PATH, Json.object().put("input", "Hi").toString()).json()
                .get("id").stringValue();
        RawHttp.Response late = RawHttp.call(SERVER.port(), "GET", PATH + "/" + id
                + "?stream=true&starting_after=100000");
        assertEquals(200, late.status());
        assertEquals("", late.text());
    }
}
