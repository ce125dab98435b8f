package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.body.ApiDocument;
import dev.rill.http.body.StrictJson;
import dev.rill.http.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a body says, and what is told of one that is wrong. */
class RequestBodiesTest extends RequestBodiesBed {

    @Test
    void aValidQuestionIsRead() throws IOException {
        RawHttp.Response response = post("""
                {"threadId":"t1","message":"Grüße \\ud83d\\ude00 😀\\n","systemMessage":"short","onDisconnect":"continue"}""");
        assertEquals(200, response.status(), response.text());
        assertEquals("t1|Grüße 😀 😀\n|short|true", response.text());
    }

    @Test
    void aByteOrderMarkBeforeTheBodyIsNoPartOfIt() throws IOException {
        RawHttp.Response response = post("\ufeff{\"threadId\":\"t1\",\"message\":\"\ufeffHi\"}");
        assertEquals(200, response.status(), response.text());
        assertEquals("t1|\ufeffHi|-|false", response.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"message":"m"}                                         | /threadId       | is missing
            {"threadId":"t"}                                        | /message        | is missing
            {"threadId":"t","message":1}                            | /message        | string
            {"threadId":"t","message":null}                         | /message        | string
            {"threadId":["t"],"message":"m"}                        | /threadId       | string
            {"threadId":"t","message":""}                           | /message        | blank
            {"threadId":"t","message":" \\t\\u00a0\\u3000\\u2003"}  | /message        | blank
            {"threadId":"","message":"m"}                           | /threadId       | empty
            {"threadId":"a b","message":"m"}                        | /threadId       | letters
            {"threadId":"a\\n","message":"m"}                       | /threadId       | letters
            {"threadId":"ä","message":"m"}                          | /threadId       | letters
            {"threadId":"stats","message":"m"}                      | /threadId       | stats
            {"threadId":".","message":"m"}                          | /threadId       | stats
            {"threadId":"..","message":"m"}                         | /threadId       | stats
            {"threadId":"t","message":"m","more":1}                 | /more           | not known
            {"threadId":"t","message":"m","a/b~c":1}                | /a~1b~0c        | not known
            {"threadId":"t","message":"m","onDisconnect":"x"}       | /onDisconnect   | cancel
            {"threadId":"t","message":"m","systemMessage":7}        | /systemMessage  | string
            []                                                      | ''              | object
            "text"                                                  | ''              | object
            null                                                    | ''              | object
            {"threadId":"t","message":"a\\u0000b"}                  | /message        | NUL
            {"threadId":"t","message":"\\ud800"}                    | /message        | surrogate
            {"threadId":"t","message":"\\udc00\\ud800"}             | /message        | surrogate
            {"threadId":"t","\\ud800":"m"}                          | *               | Malformed
            {"threadId":"t","message":1e999999999}                  | /message        | number
            {"threadId":"t","message":1e-999999999}                 | /message        | number
            {"threadId":"t","message":1e99999999999999999999}       | /message        | number
            {"threadId":"t","threadId":"u","message":"m"}           | /threadId       | twice
            {"threadId":"t","message":"m","threadId":"t"}           | /threadId       | twice
            {"threadId":"t","message":"m","x":{"a":1,"a":2}}        | /x/a            | twice
            {"threadId":"t","message":"m","x":[{"a":{},"a":[]}]}    | /x/0/a          | twice
            {"threadId":"t","message":"m","":1,"":{"deeper":1}}     | /               | twice
            \ufeff\ufeff{"threadId":"t","message":"m"}            | ''              | Malformed
            \ufeff                                                 | ''              | empty
            {\ufeff"threadId":"t","message":"m"}                   | *               | Malformed
            {"threadId":"t","message":"m"} x                        | ''              | Malformed
            {"threadId":"t","message":"m"}{}                        | ''              | follows
            {"threadId":"t","message":"m",}                         | *               | Malformed
            {'threadId':"t"}                                        | *               | Malformed
            {"threadId":"t","message":NaN}                          | *               | Malformed
            {"threadId":"t","message":"m"                           | *               | Malformed
            {"threadId":"t","message":"a                            | *               | Malformed
            // comment                                              | *               | Malformed
            '   '                                                   | ''              | empty
            ''                                                      | ''              | empty
            """)
    void aWrongBodyIsAProblemThatPointsAtTheMember(String body, String pointer, String says) throws IOException {
        JsonNode problem = invalid(post(body == null ? "" : body));
        JsonNode error = problem.get("errors").get(0);
        if (!"*".equals(pointer)) {
            assertEquals(pointer == null ? "" : pointer, error.get("pointer").stringValue());
        }
        assertTrue(error.get("detail").stringValue().contains(says), error.toString());
    }

    @Test
    void everyWrongMemberIsNamed() throws IOException {
        JsonNode problem = invalid(post("{\"message\":\"\",\"x\":1,\"systemMessage\":\"" + "s".repeat(2001) + "\"}"));
        assertEquals(4, problem.get("errors").size(), problem.toString());
    }

    @Test
    void lengthsAreCountedInCodePoints() throws IOException {
        assertEquals(200, post(question("😀".repeat(5000))).status());
        assertEquals("/message", invalid(post(question("😀".repeat(5001)))).at("/errors/0/pointer").stringValue());
        assertEquals(200, post("{\"threadId\":\"" + "t".repeat(100) + "\",\"message\":\"m\"}").status());
        invalid(post("{\"threadId\":\"" + "t".repeat(101) + "\",\"message\":\"m\"}"));
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        invalid(post("{\"threadId\":".repeat(5000)));
        invalid(post("[".repeat(10_000)));
        invalid(post("{\"threadId\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));
    }

    @Test
    void aHugeNumberIsRefused() throws IOException {
        invalid(post("{\"threadId\":" + "9".repeat(60_000) + "}"));
        invalid(post("{\"threadId\":0." + "9".repeat(60_000) + "}"));
        assertEquals(413, post("{\"threadId\":" + "9".repeat(1_000_000) + "}").status());
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        for (byte[] bad : List.of(new byte[] {(byte) 0xff}, new byte[] {(byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80})) {
            byte[] body = new byte[bad.length + 30];
            byte[] start = "{\"threadId\":\"t\",\"message\":\"".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(start, 0, body, 0, start.length);
            System.arraycopy(bad, 0, body, start.length, bad.length);
            body[start.length + bad.length] = '"';
            body[start.length + bad.length + 1] = '}';
            for (int i = start.length + bad.length + 2; i < body.length; i++) {
                body[i] = ' ';
            }
            RawHttp.Response response = RawHttp.call(port, "POST", "/chat/stream",
                    Map.of("Content-Type", "application/json"), body);
            assertTrue(invalid(response).get("detail").stringValue().contains("UTF-8"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=iso-8859-1",
        "application/jsonx",
        "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "nonsense", ";",
        "application/problem+json"})
    void anotherMediaTypeIs415(String type) throws IOException {
        assertEquals(415, send(Map.of("Content-Type", type), question("m")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "application/json;charset=\"UTF-8\"",
        "Application/JSON"})
    void jsonMayNameItsCharset(String type) throws IOException {
        assertEquals(200, send(Map.of("Content-Type", type), question("m")).status());
    }

    @Test
    void noMediaTypeIs415() throws IOException {
        assertEquals(415, send(Map.of(), question("m")).status());
    }

    @Test
    void aThreadMayBeMadeWithoutABody() throws IOException {
        assertEquals(200, RawHttp.call(port, "POST", "/threads").status());
        assertEquals(200, RawHttp.json(port, "POST", "/threads", "{}").status());
        RawHttp.Response named = RawHttp.json(port, "POST", "/threads",
                "{\"name\":\"n\",\"metadata\":{\"a\":[1.50,1e3,null,{\"b\":\"ü\"}]}}");
        assertEquals("n {\"a\":[1.50,1E+3,null,{\"b\":\"ü\"}]}", named.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"\"}", "{\"name\":\" \"}", "{\"name\":\"a\\nb\"}", "{\"name\":\"a\\rb\"}",
        "{\"name\":\"a\\u2028b\"}", "{\"metadata\":[]}", "{\"metadata\":\"x\"}", "{\"name\":null}", "[]"})
    void aThreadsNameIsOneLine(String body) throws IOException {
        invalid(RawHttp.json(port, "POST", "/threads", body));
    }

    @Test
    void metadataIsBounded() throws IOException {
        invalid(RawHttp.json(port, "POST", "/threads", "{\"metadata\":{\"a\":\"" + "x".repeat(8200) + "\"}}"));
    }

    @Test
    void theSettingOfTheLongestQuestionIsInTheDocumentToo() {
        ApiDocument document = ApiDocument.load(7, 3);
        assertEquals(7, document.tree().at("/components/schemas/Message/maxLength").intValue());
        assertEquals(3, document.tree().at("/components/schemas/SystemMessage/maxLength").intValue());
        assertTrue(document.schema("ChatRequest").validate(new StrictJson(1000).read(bytes(question("1234567")),
                bytes(question("1234567")).length)).isEmpty());
        assertFalse(document.schema("ChatRequest").validate(new StrictJson(1000).read(bytes(question("12345678")),
                bytes(question("12345678")).length)).isEmpty());
        assertThrows(ProblemException.class, () -> new StrictJson(1000).read(new byte[0], 0));
    }
}
