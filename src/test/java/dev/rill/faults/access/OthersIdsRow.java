package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.http.KnownRoutes;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.KeyFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route that takes an id, with one of another user and with one that nobody has. */
abstract class OthersIdsRow {
    private static final String ANN = "Authorization: Bearer ann-key";
    private static final Map<String, String> BOB = Map.of("Authorization", "Bearer bob-key");

    @TempDir
    private Path folder;

    @Test
    void isAnUnknownIdWhileItsAnswerIsWrittenAndAfter(Figures figures) throws Exception {
        Gate gate = new Gate();
        try (FaultBed bed = FaultBed.with("RILL_AUTH_KEYS",
                KeyFile.write(folder, "ann ann-key", "bob bob-key").toString())) {
            bed.model.enqueue(Answer.of("secret ", "words").withGate(gate));
            try (EventStream stream = bed.ask("private", ANN)) {
                String messageId = stream.next("start").json().get("messageId").stringValue();
                gate.release(1);
                stream.next("token");
                int tried = assertUnknown(bed, messageId);
                gate.open();
                assertEquals("complete", stream.rest().getLast().event(), "nobody stopped it");
                tried += assertUnknown(bed, messageId);
                figures.figure("requests with another user's id:", Integer.toString(tried));
            }
            RawHttp.Response thread =
                    bed.call("GET", "/threads/private", Map.of("Authorization", "Bearer ann-key"), null);
            assertEquals("secret words", thread.json().get("messages").get(1).get("content").stringValue());
            assertFalse(thread.text().contains("stolen"));
        }
    }

    private static int assertUnknown(FaultBed bed, String messageId) {
        int tried = 0;
        for (KnownRoutes.Known route : KnownRoutes.all()) {
            for (String others : ids(route, messageId)) {
                int kind = others.indexOf('_') + 1;
                String unknown = others.substring(0, kind) + "x".repeat(others.length() - kind);
                RawHttp.Response refused = call(bed, route, others);
                assertEquals(route.pattern().startsWith("/api/") ? 204 : 404, refused.status(),
                        route + " " + refused.text());
                assertEquals(call(bed, route, unknown).text().replace(unknown, others), refused.text());
                tried++;
            }
        }
        return tried;
    }

    /** Ids of somebody else that a route may take. A new route with an id fails here until it says whose it takes. */
    private static List<String> ids(KnownRoutes.Known route, String messageId) {
        if (!route.pattern().contains("{") || route.pattern().equals("/assets/{file}")
                || route.pattern().equals("/manual/{page}")) {
            return List.of();
        }
        return switch (route.pattern()) {
            case "/chat/stream/{messageId}" -> List.of(messageId);
            case "/threads/{threadId}", "/threads/{threadId}/export" -> List.of("private");
            case "/api/chat/{id}/stream" -> List.of(messageId, "private");
            case "/v1/models/{id}", "/langgraph/assistants/{assistantId}" -> List.of("private");
            case String response when response.startsWith("/v1/responses/") ->
                    List.of("resp_" + messageId, messageId, "private");
            case String conversation when conversation.startsWith("/v1/conversations/") ->
                    List.of("conv_private", "private", messageId);
            case String graph when graph.startsWith("/langgraph/") -> List.of("private", messageId);
            case "/uploads/{id}" -> List.of(messageId, "private");
            case "/documents/{path+}", "/originals/{path+}", "/pages/{page}/{path+}" -> List.of(messageId, "private");
            default -> throw new AssertionError("whose ids does it take: " + route);
        };
    }

    private static RawHttp.Response call(FaultBed bed, KnownRoutes.Known route, String id) {
        Map<String, String> headers = new HashMap<>(BOB);
        headers.put("Content-Type", "application/json");
        headers.put("X-Request-Id", "same");
        return bed.call(route.method(), route.with(id), headers, body(route));
    }

    private static String body(KnownRoutes.Known route) {
        if (!route.method().equals("PATCH") && !route.method().equals("POST")) {
            return null;
        }
        // the protocols of others take what they do not know
        return route.pattern().startsWith("/v1/") || route.pattern().startsWith("/langgraph/") ? """
                {"metadata": {}, "items": [{"role": "user", "content": "stolen"}], "assistant_id": "rill",
                 "input": {"messages": [{"role": "user", "content": "stolen"}]}}
                """ : "{\"name\":\"stolen\"}";
    }
}
