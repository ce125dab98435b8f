package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to the model server, beside what openai-java's own service would send. */
@Tag("whole-libraries") // openai-java's services do not ship
class ChatEndpointTest {
    private static final ModelRequest.Tool OTHER =
            new ModelRequest.Tool("other", "Does more.", "{\"type\":\"object\"}");

    static Stream<ModelRequest> requests() {
        ModelRequest searched = new ModelRequest(
                List.of(new ModelMessage.System("Answer."), new ModelMessage.User("Ä \"quoted\"\n\u2028 question 😀?"),
                        new ModelMessage.Assistant("Wait.", List.of(new ToolCall("1", "search", "{\"query\":\"a\"}"))),
                        new ModelMessage.ToolResult("1", "found")),
                ModelRequest.Tools.of(List.of(ModelBed.SEARCH, OTHER)).declined(), "question", List.of());
        ModelRequest said = new ModelRequest(
                List.of(new ModelMessage.Assistant("", List.of()), new ModelMessage.Assistant("So.", List.of()),
                        new ModelMessage.Assistant("", List.of(new ToolCall("1", "search", "{}"),
                                new ToolCall("2", "search", "no \"JSON\"")))),
                ModelRequest.Tools.NONE, "question", List.of());
        return Stream.of(ModelBed.question("How?"), ModelBed.questionWithTool("How?"), searched, said);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsWhatOpenAiJavaSends(ModelRequest request) {
        assertSame(request, Optional.of(ModelBed.KEY), true);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void soIsOneWithoutAKeyThatCountsNoTokens(ModelRequest request) {
        assertSame(request, Optional.empty(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "1"})
    void aSchemaThatIsNoObjectIsRefused(String schema) {
        ModelRequest request = new ModelRequest(List.of(),
                ModelRequest.Tools.of(List.of(new ModelRequest.Tool("t", "d", schema))), "q", List.of());
        ChatRequestJson json = new ChatRequestJson(new JsonMapper());
        assertThrows(IllegalArgumentException.class, () -> json.of(request, "a-model", true));
        assertThrows(IllegalArgumentException.class, () -> json.of(request, "a-model", true));
    }

    private static void assertSame(ModelRequest request, Optional<String> key, boolean withUsage) {
        try (FakeModel fake = FakeModel.start(); SocketHttpClient transport = ModelBed.transport(fake.baseUrl())) {
            new ChatEndpoint(transport, fake.baseUrl(), key.map(Secret::new), OpenAiJava.TIMEOUT, new JsonMapper())
                    .send(request, "a-model", withUsage).close();
            OpenAiJava.client(transport, fake.baseUrl(), key).chat().completions().withRawResponse()
                    .createStreaming(ChatParams.of(request, "a-model", withUsage)).close();
            RecordedRequest ours = fake.requests().getFirst();
            RecordedRequest theirs = fake.requests().getLast();
            assertEquals(2, fake.requests().size());
            assertEquals(theirs.method() + theirs.path(), ours.method() + ours.path());
            assertEquals(theirs.headers(), ours.headers());
            assertEquals(theirs.json(), ours.json());
        }
    }
}
