package dev.rill.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.rill.http.response.Json;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.EncodedStream;
import dev.rill.wire.agui.AgUiLook;
import dev.rill.wire.aisdk.AiSdkLook;
import dev.rill.wire.langgraph.LangGraphLook;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever happens in a stream, each protocol's own client reads the same text, end and sources out of its frames. */
class RandomStreamsTest {
    private static final int STREAMS = 60;

    @RegisterExtension
    static final NpmScript AI = new NpmScript("ai.mjs");
    @RegisterExtension
    static final NpmScript AG_UI = new NpmScript("ag-ui.mjs");
    @RegisterExtension
    static final NpmScript LANGGRAPH = new NpmScript("langgraph.mjs");

    /** What a client has read. */
    private record Read(String text, String end, List<String> sources) {
    }

    private interface Client {
        Read read(ObjectNode server) throws InterruptedException;
    }

    private final Random random = new Random(23);
    private HttpServer server;
    private volatile byte[] frames = {};

    /** Answers whatever is asked with the frames of a stream. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("x-vercel-ai-ui-message-stream", "v1");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(frames);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theAiSdkDoes() throws Exception {
        check(AiSdkLook::encoder, with -> {
            NpmScript.Call call = AI.call("send", with.put("chat", "c").put("text", "Why?"));
            List<JsonNode> said = call.said();
            JsonNode finished = said.getLast().get("finished");
            JsonNode message = said.stream().filter(one -> one.has("message")).map(one -> one.get("message"))
                    .reduce(Json.object(), (_, last) -> last);
            return new Read(joined(parts(message, "text"), "text"), finished.get("isError").booleanValue() ? "error"
                    : finished.has("finishReason") ? "complete" : "cancelled", // isAbort is its own
                    texts(parts(message, "source-document"), "filename"));
        });
    }

    @Test
    void agUiDoes() throws Exception {
        check(AgUiLook::encoder, with -> {
            List<JsonNode> events = AG_UI.call("run", with.put("thread", "t").put("text", "Why?")).said();
            JsonNode last = events.getLast();
            List<JsonNode> sources = events.stream().filter(event -> "sources".equals(event.path("name")
                    .asString(""))).flatMap(event -> event.get("value").valueStream()).toList();
            return new Read(joined(of(events, "type", "TEXT_MESSAGE_CONTENT"), "delta"),
                    last.get("type").stringValue().equals("RUN_ERROR") ? "error"
                            : last.at("/outcome/type").asString("").equals("cancelled") ? "cancelled" : "complete",
                    texts(sources, "path"));
        });
    }

    @Test
    void langGraphsSdkDoes() throws Exception {
        check(() -> LangGraphLook.encoder(List.of("values", "messages-tuple", "custom")), with -> {
            List<JsonNode> events = LANGGRAPH.call("stream", with.set("payload", Json.object())).said();
            List<JsonNode> messages = of(events, "event", "messages").stream().map(event -> event.at("/data/0"))
                    .toList();
            List<JsonNode> sources = of(events, "event", "custom").stream().map(event -> event.get("data"))
                    .filter(data -> data.get("type").stringValue().equals("sources"))
                    .flatMap(data -> data.get("sources").valueStream()).toList();
            boolean failed = events.getLast().get("event").stringValue().equals("error");
            // what was cancelled has no last piece with a reason
            boolean complete = !messages.isEmpty() && messages.getLast().at("/response_metadata/finish_reason")
                    .isString();
            return new Read(joined(messages, "content"), failed ? "error" : complete ? "complete" : "cancelled",
                    texts(sources, "path"));
        });
    }

    private void check(Supplier<EventEncoder> encoder, Client client) throws InterruptedException {
        for (int i = 0; i < STREAMS; i++) {
            List<StreamEvent> events = RandomEvents.stream(random);
            frames = String.join("", EncodedStream.frames(encoder.get(), events)).getBytes(StandardCharsets.UTF_8);
            assertEquals(new Read(EncodedStream.text(events), EncodedStream.end(events), EncodedStream.paths(events)),
                    client.read(Json.object().put("base", "http://localhost:" + server.getAddress().getPort())),
                    () -> new String(frames, StandardCharsets.UTF_8));
        }
    }

    private static List<JsonNode> parts(JsonNode message, String type) {
        return of(message.path("parts").valueStream().toList(), "type", type);
    }

    private static List<JsonNode> of(List<JsonNode> all, String member, String value) {
        return all.stream().filter(one -> one.path(member).asString("").equals(value)).toList();
    }

    private static String joined(List<JsonNode> all, String member) {
        return all.stream().map(one -> one.get(member).stringValue()).collect(Collectors.joining());
    }

    private static List<String> texts(List<JsonNode> all, String member) {
        return all.stream().map(one -> one.get(member).stringValue()).toList();
    }
}
