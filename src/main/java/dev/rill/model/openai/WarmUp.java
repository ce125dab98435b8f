package dev.rill.model.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import dev.rill.model.completion.AnswerParts;
import dev.rill.model.completion.ChunkParser;
import dev.rill.model.completion.CompletionChunk;
import dev.rill.model.completion.SseReader;
import dev.rill.model.transport.BlockingHttpClient;
import dev.rill.model.transport.TransportException;
import dev.rill.stream.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the ways that requests and chunks take, once and without a server: their classes take longest to load. */
final class WarmUp {
    private static final String CHUNK =
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";

    private WarmUp() {
    }

    /** @param endpoint one over {@link NoServer} */
    static void run(ChatEndpoint endpoint, ModelLimits limits) {
        ModelRequest request = new ModelRequest(
                List.of(new ModelMessage.System("a"), new ModelMessage.User("b"),
                        new ModelMessage.Assistant("c", List.of(new ModelEvent.ToolCall("d", "e", "{}"))),
                        new ModelMessage.ToolResult("d", "f")),
                ModelRequest.Tools.of(List.of(new ModelRequest.Tool("e", "g",
                        "{\"type\":\"object\",\"properties\":{}}"))), "b", List.of());
        OpenAiModelClient model = new OpenAiModelClient(endpoint, "none", limits);
        try {
            model.send(request).close();
        } catch (TransportException e) {
            // there is no server
        }
        leave(model.call(request, gone()));
        try {
            SseReader events = new SseReader(new ByteArrayInputStream(CHUNK.getBytes(StandardCharsets.US_ASCII)));
            AnswerParts parts = new AnswerParts(request.tools(), false);
            CompletionChunk chunk = new CompletionChunk();
            events.fill();
            while (events.next()) {
                new ChunkParser().parse(events.bytes(), events.dataFrom(), events.dataLength(), chunk);
                parts.add(chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cancellation gone() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel(Cancellation.Reason.CLIENT_GONE);
        return cancellation;
    }

    /** Compiled code that meets a class for the first time is thrown away, and with it that of all who stream. */
    private static void leave(ModelCall call) {
        try (call) {
            call.next();
        } catch (Cancellation.CancelledException e) {
            // as a client that leaves ends it
        }
    }

    /** Writes each request to nowhere, and has no response. */
    static final class NoServer implements BlockingHttpClient {
        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            request.body().writeTo(OutputStream.nullOutputStream());
            throw new TransportException(TransportException.Kind.NOT_CONNECTED, "no server");
        }

        @Override
        public void close() {
        }
    }
}
