package dev.rill.wire;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseItem;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStreamEvent;
import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.server.TestServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;

/** A server with a fake model, and OpenAI's own library for Java to ask it for responses. */
abstract class ResponsesBed {
    static final Script SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");

    final FakeModel model = FakeModel.start();
    final TestServer server = TestServer.start(model, Map.of("RILL_MAX_BODY_BYTES", "12 MiB"));
    final SocketHttpClient transport = new SocketHttpClient(base(server), Optional.empty());
    final OpenAIClient client = client(transport, server, "any");

    @AfterEach
    void close() {
        transport.close();
        server.close();
        model.close();
    }

    static ResponseCreateParams.Builder question(String text) {
        return ResponseCreateParams.builder().model("rill").input(text);
    }

    static ResponseInputItem message(EasyInputMessage.Role role, String text) {
        return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder().role(role).content(text).build());
    }

    static ResponseOutputText text(Response response) {
        return response.output().stream().filter(item -> item.isMessage()).findFirst().orElseThrow().asMessage()
                .content().getFirst().asOutputText();
    }

    static List<String> texts(Iterable<ResponseItem> items) {
        return StreamSupport.stream(items.spliterator(), false).map(item -> item.isResponseInputMessageItem()
                ? item.asResponseInputMessageItem().content().getFirst().asInputText().text()
                : item.asResponseOutputMessage().content().getFirst().asOutputText().text()).toList();
    }

    /** What the model was told of the conversation by the next request. */
    List<String> asked() throws Exception {
        RecordedRequest request = model.takeRequest();
        List<String> texts = new ArrayList<>();
        request.json().get("messages").forEach(message -> {
            if (!message.get("role").asText().equals("system")) {
                texts.add(message.get("content").asText());
            }
        });
        return texts;
    }

    int threads() throws Exception {
        return RawHttp.call(server.port(), "GET", "/threads").json().get("total").intValue();
    }

    static String nextText(Iterator<ResponseStreamEvent> events) {
        while (true) {
            ResponseStreamEvent event = events.next();
            if (event.isOutputTextDelta()) {
                return event.asOutputTextDelta().delta();
            }
        }
    }

    static URI base(TestServer server) {
        return URI.create("http://localhost:" + server.port() + "/v1");
    }

    static OpenAIClient client(SocketHttpClient transport, TestServer server, String key) {
        return new OpenAIClientImpl(ClientOptions.builder().httpClient(transport).baseUrl(base(server).toString())
                .apiKey(key).maxRetries(0).build());
    }

    void upstreamCloses() throws Exception {
        model.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }
}
