package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage.Annotation.UrlCitation;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.rill.http.RawHttp;
import dev.rill.launch.Guard;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's own library for Java makes of the server. */
class OpenAiClientTest {
    private static final Script SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of("RILL_MAX_BODY_BYTES", "12 MiB"));
    private final SocketHttpClient transport = new SocketHttpClient(base(server), Optional.empty());
    private final OpenAIClient client = client(transport, server, "any");

    @AfterEach
    void close() {
        transport.close();
        server.close();
        model.close();
    }

    @Test
    void theModelIsListedAndFound() {
        assertEquals(List.of("rill"), client.models().list().data().stream().map(Model::id).toList());
        assertEquals("rill", client.models().retrieve("rill").validate().id());
        NotFoundException none = assertThrows(NotFoundException.class, () -> client.models().retrieve("gpt-4o"));
        assertEquals(Optional.of("model_not_found"), none.code());
        assertEquals(Optional.of("model"), none.param());
    }

    @Test
    void aWholeAnswerHasItsSourcesAsAnnotationsAtTheBrackets() throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1], or close it [1][2]."));
        ChatCompletion answer = client.chat().completions().create(question("How do I stop an answer?").build());
        answer.validate();
        ChatCompletion.Choice choice = answer.choices().getFirst();
        assertEquals(ChatCompletion.Choice.FinishReason.STOP, choice.finishReason());
        String text = choice.message().content().orElseThrow();
        assertEquals("Send DELETE [1], or close it [1][2].", text);
        assertTrue(answer.usage().orElseThrow().totalTokens() > 0);
        List<UrlCitation> cited = choice.message().annotations().orElseThrow().stream()
                .map(annotation -> annotation.urlCitation()).toList();
        assertEquals(List.of("[1]", "[1]", "[2]"), cited.stream()
                .map(at -> text.substring((int) at.startIndex(), (int) at.endIndex())).toList());
        UrlCitation first = cited.getFirst();
        assertTrue(first.url().startsWith("http://localhost:" + server.port() + "/documents/"), first.url());
        String path = first.url().substring(first.url().indexOf("/documents/"));
        RawHttp.Response document = RawHttp.call(server.port(), "GET", path);
        assertEquals(200, document.status());
        assertEquals(first.title(), document.json().get("title").stringValue());
        assertEquals(false, document.json().get("changed").booleanValue());
        assertNothingStored();
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModel() {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two", "three").withGate(gate));
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(
                question("Count").streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            for (String token : List.of("one", "two", "three")) {
                gate.release(1);
                assertEquals(token, nextText(chunks));
            }
            gate.open();
            List<ChatCompletionChunk> rest = new ArrayList<>();
            chunks.forEachRemaining(rest::add);
            rest.forEach(ChatCompletionChunk::validate);
            assertTrue(rest.getLast().usage().orElseThrow().totalTokens() > 0);
            assertEquals(Optional.of(ChatCompletionChunk.Choice.FinishReason.STOP),
                    rest.get(rest.size() - 2).choices().getFirst().finishReason());
        }
    }

    @Test
    void aStreamHasItsAnnotationsOnTheLastDeltaOfTheContent() {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(
                question("How do I stop an answer?").build())) {
            List<ChatCompletionChunk.Choice.Delta> deltas = stream.stream().filter(chunk -> !chunk.choices().isEmpty())
                    .map(chunk -> chunk.choices().getFirst().delta()).filter(delta -> delta.content().isPresent())
                    .toList();
            JsonValue annotations = deltas.getLast()._additionalProperties().get("annotations");
            String shown = annotations.toString();
            assertTrue(shown.contains("url_citation") && shown.contains("start_index=12"), shown);
        }
    }

    @Test
    void theConversationAndTheSystemMessageReachTheModel() throws Exception {
        model.enqueue(Answer.of("Three"));
        client.chat().completions().create(ChatCompletionCreateParams.builder().model("rill")
                .addSystemMessage("Answer in one word.").addUserMessage("What is one and one?")
                .addAssistantMessage("Two").addDeveloperMessage("Be kind.").addUserMessage("And one more?").build());
        var messages = model.takeRequest().json().get("messages");
        assertTrue(messages.get(0).get("content").asText().endsWith("Answer in one word.\n\nBe kind."));
        assertEquals("What is one and one?", messages.get(1).get("content").asText());
        assertEquals("assistant", messages.get(2).get("role").asText());
        assertEquals("Two", messages.get(2).get("content").asText());
        assertEquals("And one more?", messages.get(3).get("content").asText());
        assertEquals(4, messages.size());
    }

    @Test
    void aConversationOfTenMegabytesIsAnswered() throws Exception {
        model.enqueue(Answer.of("Three"));
        ChatCompletionCreateParams.Builder asked = ChatCompletionCreateParams.builder().model("rill");
        for (int i = 0; i < 100; i++) {
            asked.addUserMessage("Question " + i).addAssistantMessage("x".repeat(100_000));
        }
        assertEquals(Optional.of("Three"), client.chat().completions().create(asked.addUserMessage("And now?").build())
                .choices().getFirst().message().content());
        assertTrue(model.takeRequest().body().length() < 100_000);
    }

    @Test
    void whatTheServerDoesNotKnowIsPassedOver() {
        model.enqueue(Answer.of("Hello"));
        ChatCompletion answer = client.chat().completions().create(question("Hi").temperature(0.1).topP(0.5).seed(7)
                .maxCompletionTokens(5).user("u")
                .putAdditionalBodyProperty("of_tomorrow", JsonValue.from(Map.of("a", 1))).build());
        assertEquals(Optional.of("Hello"), answer.choices().getFirst().message().content());
    }

    @Test
    void aStreamThatIsClosedClosesTheModel() throws Exception {
        model.enqueue(Answer.of("one", "two").withFaultAfter(1, Effect.silence()));
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(
                question("Count").build())) {
            assertEquals("one", nextText(stream.stream().iterator()));
        }
        upstreamCloses();
    }

    @Test
    void aWholeAnswerThatNobodyWaitsForClosesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two").withGate(gate));
        Thread waiting = Thread.ofVirtual().start(() -> assertThrows(OpenAIException.class,
                () -> client.chat().completions().create(question("Count").build())));
        gate.release(1);
        gate.awaitArrivals(2);
        waiting.interrupt();
        upstreamCloses();
        waiting.join();
    }

    @Test
    void manyAtOnceAreNoBusyThread() {
        model.byDefault(Answer.of("Hello"));
        List<CompletableFuture<ChatCompletion>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> client.chat().completions().create(question("Hi").build()),
                    task -> Thread.ofVirtual().start(task)));
        }
        answers.forEach(answer -> assertEquals(Optional.of("Hello"),
                answer.join().choices().getFirst().message().content()));
    }

    @Test
    void theModelsFaultsAreTheServers() {
        model.enqueue(Script.status(401));
        InternalServerException refused = assertThrows(InternalServerException.class,
                () -> client.chat().completions().create(question("Hi").build()));
        assertEquals(502, refused.statusCode());
        assertEquals(Optional.of("model_unauthorized"), refused.code());
        assertEquals(Optional.of("server_error"), refused.type());
    }

    @Test
    void aFaultWithinAStreamIsThrownAfterWhatCameBefore() {
        model.enqueue(Answer.of("one", "two").withFaultAfter(1, Effect.fin()));
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(
                question("Count").build())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            assertEquals("one", nextText(chunks));
            SseException thrown = assertThrows(SseException.class, () -> nextText(chunks));
            assertEquals(Optional.of("model_truncated"), thrown.code());
        }
    }

    @Test
    void aQuestionThatIsNoneIsRefused() {
        BadRequestException last = assertThrows(BadRequestException.class, () -> client.chat().completions().create(
                question("Hi").addAssistantMessage("Hello").build()));
        assertEquals(Optional.of("messages[1].role"), last.param());
        assertEquals(Optional.of("invalid_request_error"), last.type());
    }

    @Test
    void aKeyIsTheUsersOrNone(@TempDir Path folder) throws Exception {
        model.byDefault(Answer.of("Hello"));
        String keys = KeyFile.write(folder, "ann ann-key").toString();
        try (TestServer known = TestServer.start(model, Map.of("RILL_AUTH_KEYS", keys));
                SocketHttpClient own = new SocketHttpClient(base(known), Optional.empty())) {
            assertEquals(Optional.of("Hello"), client(own, known, "ann-key").chat().completions()
                    .create(question("Hi").build()).choices().getFirst().message().content());
            UnauthorizedException thrown = assertThrows(UnauthorizedException.class,
                    () -> client(own, known, "wrong").chat().completions().create(question("Hi").build()));
            assertEquals(Optional.of("invalid_api_key"), thrown.code());
        }
    }

    private static ChatCompletionCreateParams.Builder question(String text) {
        return ChatCompletionCreateParams.builder().model("rill").addUserMessage(text);
    }

    private static String nextText(Iterator<ChatCompletionChunk> chunks) {
        while (true) {
            String text = chunks.next().choices().getFirst().delta().content().orElse("");
            if (!text.isEmpty()) {
                return text;
            }
        }
    }

    private static URI base(TestServer server) {
        return URI.create("http://localhost:" + server.port() + "/v1");
    }

    private static OpenAIClient client(SocketHttpClient transport, TestServer server, String key) {
        return new OpenAIClientImpl(ClientOptions.builder().httpClient(transport).baseUrl(base(server).toString())
                .apiKey(key).maxRetries(0).build());
    }

    private void upstreamCloses() throws Exception {
        model.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    private void assertNothingStored() throws Exception {
        assertEquals(0, RawHttp.call(server.port(), "GET", "/threads").json().get("total").intValue());
    }
}
