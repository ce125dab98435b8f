package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.core.Timeout;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.rill.config.Secret;
import dev.rill.model.ModelEvent.ToolCall;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.transport.SocketHttpClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes to the model server, beside what openai-java's own service would send. */
class ChatEndpointTest {
    private static final String KEY = "sk-CANARY-key";
    private static final Timeout TIMEOUT = Timeout.builder().connect(ModelBed.LIMITS.connect()).build();

    static Stream<ModelRequest> requests() {
        ModelRequest searched = new ModelRequest(
                List.of(new ModelMessage.System("Answer."), new ModelMessage.User("Ä \"quoted\"\n\u2028 question 😀?"),
                        new ModelMessage.Assistant("Wait.", List.of(new ToolCall("1", "search", "{\"query\":\"a\"}"))),
                        new ModelMessage.ToolResult("1", "found")),
                Optional.of(ModelBed.SEARCH), "question", List.of());
        return Stream.of(ModelBed.question("How?"), ModelBed.questionWithTool("How?"), searched);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsWhatOpenAiJavaSends(ModelRequest request) {
        assertSame(request, Optional.of(KEY));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void soIsOneWithoutAKey(ModelRequest request) {
        assertSame(request, Optional.empty());
    }

    private static void assertSame(ModelRequest request, Optional<String> key) {
        ChatCompletionCreateParams params = new ChatParams().of(request, "a-model", true);
        try (FakeModel fake = FakeModel.start(); SocketHttpClient transport = ModelBed.transport(fake.baseUrl())) {
            new ChatEndpoint(transport, fake.baseUrl(), key.map(Secret::new), TIMEOUT, ObjectMappers.jsonMapper())
                    .send(params).close();
            service(transport, fake, key).chat().completions().withRawResponse().createStreaming(params).close();
            RecordedRequest ours = fake.requests().getFirst();
            RecordedRequest theirs = fake.requests().getLast();
            assertEquals(2, fake.requests().size());
            assertEquals(theirs.method() + theirs.path(), ours.method() + ours.path());
            assertEquals(theirs.headers(), ours.headers());
            assertEquals(theirs.body(), ours.body());
        }
    }

    private static OpenAIClient service(SocketHttpClient transport, FakeModel fake, Optional<String> key) {
        ClientOptions.Builder options = ClientOptions.builder().httpClient(transport)
                .baseUrl(fake.baseUrl().toString()).apiKey(key.orElse("none")).timeout(TIMEOUT).maxRetries(0)
                .disableTelemetry(true).putHeader("User-Agent", OpenAiServer.USER_AGENT);
        if (key.isEmpty()) {
            options.removeHeaders("Authorization");
        }
        return new OpenAIClientImpl(options.build());
    }
}
