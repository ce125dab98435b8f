package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.chat.Question;
import dev.rill.http.body.ApiDocument;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.route.thread.ThreadBody;
import dev.rill.rights.Reader;
import dev.rill.wire.rill.QuestionBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that tells what it has read of a body. */
abstract class RequestBodiesBed {
    static final int MAX_BODY = 64 * 1024;
    static HttpServer server;
    static int port;

    @BeforeAll
    static void start(@TempDir Path folder) {
        ApiDocument document = ApiDocument.load(5000, 2000);
        RequestBodies bodies = new RequestBodies(document, MAX_BODY);
        Routes routes = () -> List.of(
                Route.of("/chat/stream", Access.USER).post((req, res) -> {
                    Question asked = question(bodies.read(req, bodies.schema(QuestionBody.STREAMED)));
                    res.send(asked.threadId() + "|" + asked.message() + "|" + asked.systemMessage().orElse("-")
                            + "|" + asked.continueWhenGone());
                }),
                Route.of("/chat", Access.USER).post((req, res) -> res.send(
                        question(bodies.read(req, bodies.schema("ChatRequest"))).message())),
                Route.of("/threads", Access.USER).post((req, res) -> res.send(told(
                        bodies.readIfThere(req, bodies.schema("CreateThread"))))));
        server = HttpServer.start(ServerFixture.config(Map.of("RILL_MAX_BODY_BYTES", Integer.toString(MAX_BODY)),
                folder), document, List.of(routes), Issuers.NONE, _ -> { }, Optional.empty());
        port = server.port();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Question question(JsonNode valid) {
        return QuestionBody.question(valid, "", Reader.NOBODY, new Question.Repeat.No());
    }

    static String told(Optional<JsonNode> valid) {
        return valid.map(ThreadBody::of).map(body -> body.name().orElse("") + " " + body.metadata().orElse(""))
                .orElse("");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String question(String message) {
        return "{\"threadId\":\"t\",\"message\":\"" + message + "\"}";
    }

    static RawHttp.Response post(String body) throws IOException {
        return RawHttp.json(port, "POST", "/chat/stream", body);
    }

    static RawHttp.Response send(Map<String, String> headers, String body) throws IOException {
        return RawHttp.call(port, "POST", "/chat/stream", new HashMap<>(headers), bytes(body));
    }

    static JsonNode invalid(RawHttp.Response response) {
        assertEquals(400, response.status(), response.text());
        assertEquals("application/problem+json", response.headers().get("content-type"));
        JsonNode problem = response.json();
        assertEquals("INVALID_REQUEST", problem.get("code").stringValue());
        return problem;
    }

    static void tooLarge(RawHttp.Response response) {
        assertEquals(413, response.status(), response.text());
        assertEquals("PAYLOAD_TOO_LARGE", response.json().get("code").stringValue());
    }
}
