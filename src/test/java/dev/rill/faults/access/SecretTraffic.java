package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.TokenIssuer;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Good and failing requests that carry secrets, and what came back that should hold none. One thread. */
final class SecretTraffic {
    private static final String PROSE = "CANARY-ANSWER ";
    private static final String UPSTREAM = "{\"error\":{\"message\":\"CANARY-UPSTREAM refuses CANARY-KEY\"}}";

    private final int port;
    private final String good;
    private final String expired;
    private final StringBuilder seen = new StringBuilder();
    private int requests;

    SecretTraffic(int port, FakeModel model, TokenIssuer issuer) throws Exception {
        this.port = port;
        this.good = issuer.token(_ -> { });
        this.expired = issuer.expiredToken();
        model.byDefault(SecretTraffic::script);
        model.otherwise(request -> request.path().endsWith("/embeddings") && request.body().contains("CANARY-QUESTION")
                ? Optional.of(Script.reply(400, "application/json", UPSTREAM)) : Optional.empty());
    }

    /** What must not be anywhere. */
    List<String> secrets() {
        return List.of("CANARY", good, expired, good.substring(good.lastIndexOf('.') + 1));
    }

    /** Errors, metrics and states: all that a client sees without having asked for an answer or a thread. */
    String seen() {
        return seen.toString();
    }

    int requests() {
        return requests;
    }

    void run() throws Exception {
        for (String how : List.of("fine", "401", "403", "404", "429", "500", "400", "html", "malformed", "error", "fin",
                "silent", "notools", "redirect")) {
            ask(how, "Bearer CANARY-BEARER");
        }
        assertEquals("complete", ask("fine", "Bearer " + good));
        for (String wrong : List.of("Bearer CANARY-WRONG", "Bearer " + expired, "Bearer " + good + "x", "Basic CANARY",
                "CANARY", "Bearer CANARY.CANARY.CANARY")) {
            refused(401, "GET", "/threads", Map.of("Authorization", wrong), null);
        }
        badRequests();
        busy();
        for (String path : List.of("/metrics", "/streams", "/health", "/health/ready")) {
            RawHttp.Response response = call("GET", path, Map.of("Authorization", "Bearer root-key"), null);
            assertEquals(200, response.status());
            seen.append(response.headers()).append(response.text());
        }
    }

    private void badRequests() throws IOException {
        Map<String, String> ann = Map.of("Authorization", "Bearer CANARY-BEARER", "Content-Type", "application/json",
                "Cookie", "session=CANARY-COOKIE");
        refused(400, "POST", "/chat", ann, "{\"threadId\":\"t\",\"message\":\"CANARY-QUESTION");
        refused(400, "POST", "/chat", ann, "{\"threadId\":\"t\",\"message\":\"CANARY-QUESTION\\x\"}");
        refused(400, "POST", "/chat", ann, "{\"threadId\":\"t\",\"message\":[\"CANARY-QUESTION\"]}");
        refused(400, "POST", "/chat", ann, "{\"threadId\":\"CANARY thread\",\"message\":\"CANARY-QUESTION\"}");
        refused(400, "POST", "/chat", ann, "{\"threadId\":\"t\",\"onDisconnect\":\"CANARY\",\"message\":\"x\"}");
        refused(400, "POST", "/chat", ann, body("t", "CANARY-QUESTION".repeat(500)));
        refused(413, "POST", "/chat", ann, body("t", "CANARY-QUESTION".repeat(100_000)));
        refused(400, "GET", "/threads?limit=CANARY-LIMIT&q=CANARY-SEARCH", ann, null);
        refused(400, "GET", "/threads?cursor=CANARY-CURSOR", ann, null);
        refused(405, "PUT", "/threads?key=CANARY-KEY", ann, null);
        Map<String, String> text = new HashMap<>(ann);
        text.put("Content-Type", "text/plain");
        refused(415, "POST", "/chat", text, "CANARY-QUESTION");
        Map<String, String> foreign = new HashMap<>(ann);
        foreign.put("Origin", "https://CANARY.example");
        refused(403, "POST", "/chat", foreign, body("t", "CANARY-QUESTION"));
        RawHttp.Response found = call("GET", "/threads?q=CANARY-QUESTION", ann, null);
        assertTrue(found.json().get("total").intValue() > 0, "words of a question are found by who asked it");
        call("PATCH", "/threads/fine", ann, "{\"name\":\"CANARY-NAME\",\"metadata\":{\"x\":\"CANARY-METADATA\"}}");
    }

    /** A second question in a thread, and one too many, while one is being answered. */
    private void busy() throws IOException {
        Map<String, String> ann = Map.of("Authorization", "Bearer CANARY-BEARER", "Content-Type", "application/json");
        try (EventStream stream = EventStream.post(port, body("busy", "CANARY-QUESTION silent"),
                "Authorization: Bearer CANARY-BEARER")) {
            stream.next("token");
            refused(409, "POST", "/chat/stream", ann, body("busy", "CANARY-QUESTION"));
            refused(503, "POST", "/chat/stream", ann, body("another", "CANARY-QUESTION"));
            seen.append(call("GET", "/streams", Map.of("Authorization", "Bearer root-key"), null).text());
            stream.reset();
        }
    }

    /** Asks, and keeps what is not the answer itself. @return the last event */
    private String ask(String how, String credentials) throws IOException {
        requests++;
        try (EventStream stream = EventStream.post(port, body(how, "What is CANARY-QUESTION? " + how),
                "Authorization: " + credentials)) {
            assertEquals(200, stream.status(), how);
            EventStream.Event end = stream.rest().getLast();
            if (!end.event().equals("complete")) {
                seen.append(end.frame());
            }
            return end.event();
        }
    }

    private void refused(int status, String method, String path, Map<String, String> headers, String body)
            throws IOException {
        RawHttp.Response response = call(method, path, headers, body);
        assertEquals(status, response.status(), path + " " + response.text());
        seen.append(response.headers()).append(response.text());
    }

    private RawHttp.Response call(String method, String path, Map<String, String> headers, String body)
            throws IOException {
        requests++;
        return RawHttp.call(port, method, path, headers, body == null ? null : body.getBytes());
    }

    private static String body(String threadId, String message) {
        return "{\"threadId\":\"" + threadId + "\",\"message\":\"" + message
                + "\",\"systemMessage\":\"CANARY-SYSTEM\"}";
    }

    private static Script script(RecordedRequest request) {
        if (!request.streams()) {
            return Answer.of("[1] CANARY-RANKING");
        }
        String question = request.question();
        String how = question.substring(question.lastIndexOf(' ') + 1);
        if (request.offersTools() && how.equals("fine") && !request.hasToolResult()) {
            return Answer.toolCall(request.json().at("/tools/0/function/name").asText(),
                    "{\"query\":\"CANARY-QUERY handle\"}");
        }
        List<String> words = new ArrayList<>(List.of(PROSE, PROSE, PROSE, PROSE));
        Answer answer = Answer.of(words.toArray(String[]::new));
        return switch (how) {
            case "401", "403", "404", "429", "500", "400" ->
                    Script.reply(Integer.parseInt(how), "application/json", UPSTREAM);
            case "redirect" -> Script.status(302, Map.of("Location", "http://127.0.0.1:9/CANARY-LOCATION"));
            case "html" -> Script.reply(200, "text/html", "<html>CANARY-PAGE</html>");
            case "notools" -> request.offersTools() ? Script.reply(400, "application/json",
                    "{\"error\":{\"message\":\"CANARY: tools are not supported\"}}") : answer;
            case "malformed" -> answer.withFault(Phase.MID_ANSWER, Effect.send("data: CANARY-MALFORMED\n\n"));
            case "error" -> answer.withFault(Phase.MID_ANSWER, Effect.send("data: " + UPSTREAM + "\n\n"));
            case "fin" -> answer.withFault(Phase.MID_ANSWER, Effect.fin());
            case "silent" -> answer.withFault(Phase.MID_ANSWER, Effect.silence());
            default -> answer;
        };
    }
}
