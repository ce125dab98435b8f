package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.response.Json;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.SharedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of ten megabytes in every protocol, where the setting allows them and where it does not. */
class LargeRequestsTest {
    private static final List<String> LONG_HISTORY = Collections.nCopies(200, "x".repeat(50_000));
    /** Of what the model is given. */
    private static final int SHORTENED = 100_000;

    private static final FakeModel MODEL = FakeModel.start().byDefault(Answer.of("Hello"));
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer(MODEL, Map.of("RILL_MAX_BODY_BYTES", "12 MiB"));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RILL")
    void aLongHistoryIsCutToWhatTheModelIsGiven(Spoken protocol) throws Exception {
        String sent = protocol.body("t", "Hi", LONG_HISTORY).toString();
        assertTrue(sent.length() > 10_000_000);
        RawHttp.Response answer = protocol.post(SERVER.port(), sent.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.text().contains("Hello"), answer.text());
        assertTrue(MODEL.takeRequest().body().length() < SHORTENED);
    }

    @Test
    void aResponsesHistoryIsKeptWhereItIsStoredAndCutForEachQuestion() throws Exception {
        ObjectNode body = Spoken.RESPONSES.body("t", "Hi", LONG_HISTORY).put("stream", false);
        RawHttp.Response first = RawHttp.json(SERVER.port(), "POST", "/v1/responses", body.toString());
        assertEquals("completed", first.json().get("status").stringValue());
        ObjectNode next = Json.object().put("input", "And?").put("previous_response_id",
                first.json().get("id").stringValue());
        RawHttp.Response second = RawHttp.json(SERVER.port(), "POST", "/v1/responses", next.toString());
        assertEquals("completed", second.json().get("status").stringValue());
        RawHttp.Response unstored = RawHttp.json(SERVER.port(), "POST", "/v1/responses",
                body.put("store", false).toString());
        assertEquals("completed", unstored.json().get("status").stringValue());
        for (int i = 0; i < 3; i++) {
            String given = MODEL.takeRequest().body();
            assertTrue(given.length() < SHORTENED);
            assertEquals(i == 1, given.contains("And?"));
        }
    }

    @ParameterizedTest
    @CsvSource({"RILL, /errors/0/pointer, /message", "COMPLETIONS, /error/param, messages[0].content",
        "RESPONSES, /error/param, input[0].content", "AI_SDK, '', ''", "AG_UI, /type, RUN_ERROR",
        "LANGGRAPH, /code, INVALID_REQUEST", "MCP, /result/isError, true"})
    void aQuestionOfTenMegabytesIsRefusedInTheFormOfTheProtocol(Spoken protocol, String pointer, String value)
            throws IOException {
        String sent = protocol.body("t", "x".repeat(10_000_000), List.of()).toString();
        RawHttp.Response refused = protocol.post(SERVER.port(), sent.getBytes(StandardCharsets.UTF_8));
        assertEquals(protocol == Spoken.MCP ? 200 : 400, refused.status(), refused.text());
        assertTrue(refused.text().length() < 2000);
        assertSays(refused, pointer, value);
    }

    @ParameterizedTest
    @CsvSource({"RILL, /code, PAYLOAD_TOO_LARGE", "COMPLETIONS, /error/code, payload_too_large",
        "RESPONSES, /error/code, payload_too_large", "AI_SDK, '', ''", "AG_UI, /code, PAYLOAD_TOO_LARGE",
        "LANGGRAPH, /code, PAYLOAD_TOO_LARGE", "MCP, /error/data/code, PAYLOAD_TOO_LARGE"})
    void aBodyBeyondTheSettingIsRefusedInTheFormOfTheProtocol(Spoken protocol, String pointer, String value)
            throws IOException {
        String sent = protocol.body("t", "x".repeat(13 << 20), List.of()).toString();
        RawHttp.Response refused = protocol.post(SERVER.port(), sent.getBytes(StandardCharsets.UTF_8));
        assertEquals(413, refused.status(), refused.text());
        assertSays(refused, pointer, value);
    }

    /** The AI SDK shows a sentence. */
    private static void assertSays(RawHttp.Response refused, String pointer, String value) {
        if (pointer.isEmpty()) {
            assertEquals("text/plain; charset=utf-8", refused.headers().get("content-type"));
            assertFalse(refused.text().startsWith("{"), refused.text());
        } else {
            JsonNode said = refused.json().at(pointer);
            assertEquals(value, said.asString(), refused.text());
        }
    }
}
