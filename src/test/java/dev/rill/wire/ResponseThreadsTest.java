package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.conversations.Conversation;
import com.openai.models.conversations.ConversationCreateParams;
import com.openai.models.conversations.ConversationUpdateParams;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.inputitems.InputItemListParams;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of responses, and how they go on, by OpenAI's own library for Java. */
class ResponseThreadsTest extends ResponsesBed {

    @Test
    void aResponseGoesOnFromTheOneBeforeAndFromAnEarlierOneToo() throws Exception {
        model.enqueue(Answer.of("Two"), Answer.of("Three"), Answer.of("Four"), Answer.of("Five"));
        Response first = client.responses().create(question("What is one and one?").build());
        Response second = client.responses().create(question("And one more?").previousResponseId(first.id()).build());
        assertEquals(Optional.of(first.id()), second.previousResponseId());
        assertEquals(1, threads());
        client.responses().create(question("And two more?").previousResponseId(first.id()).build());
        assertEquals(2, threads(), "the conversation branches");
        client.responses().create(question("And then?").previousResponseId(second.id()).build());
        assertEquals(2, threads());
        assertEquals(List.of("What is one and one?"), asked());
        assertEquals(List.of("What is one and one?", "Two", "And one more?"), asked());
        assertEquals(List.of("What is one and one?", "Two", "And two more?"), asked());
        assertEquals(List.of("What is one and one?", "Two", "And one more?", "Three", "And then?"), asked());
    }

    @Test
    void whatTheInputSaysWasSaidBeforeIsPartOfTheConversation() throws Exception {
        model.byDefault(Answer.of("Fine"));
        Response first = client.responses().create(ResponseCreateParams.builder().model("rill")
                .inputOfResponse(List.of(message(EasyInputMessage.Role.DEVELOPER, "Be kind."),
                        message(EasyInputMessage.Role.USER, "Hello"),
                        message(EasyInputMessage.Role.ASSISTANT, "How are you?"),
                        message(EasyInputMessage.Role.USER, "Well, and you?"))).build());
        client.responses().create(question("Good.").previousResponseId(first.id()).build());
        assertEquals(List.of("Hello", "How are you?", "Well, and you?"), asked());
        assertEquals(List.of("Hello", "How are you?", "Well, and you?", "Fine", "Good."), asked());
        assertEquals(List.of("Well, and you?", "How are you?", "Hello"), texts(client.responses().inputItems()
                .list(first.id()).autoPager()));
        assertEquals(List.of("Hello", "How are you?", "Well, and you?"), texts(client.responses().inputItems()
                .list(first.id(), InputItemListParams.builder().order(InputItemListParams.Order.ASC).limit(1).build())
                .autoPager()), "page by page");
    }

    @Test
    void aHistoryOfTenMegabytesIsKeptAndCutForTheModel() throws Exception {
        model.byDefault(Answer.of("Fine"));
        List<ResponseInputItem> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(message(EasyInputMessage.Role.USER, "Question " + i));
            items.add(message(EasyInputMessage.Role.ASSISTANT, "x".repeat(100_000)));
        }
        items.add(message(EasyInputMessage.Role.USER, "And now?"));
        Response first = client.responses().create(ResponseCreateParams.builder().model("rill").inputOfResponse(items)
                .build());
        assertEquals("Fine", text(client.responses().create(question("Sure?").previousResponseId(first.id()).build()))
                .text());
        assertTrue(model.takeRequest().body().length() < 100_000);
        assertTrue(model.takeRequest().body().length() < 100_000);
    }

    @Test
    void anItemOfAnEarlierResponseMayBeNamedAlone() throws Exception {
        model.byDefault(Answer.of("Two"));
        Response first = client.responses().create(question("What is one and one?").build());
        String item = first.output().getFirst().asMessage().id();
        client.responses().create(ResponseCreateParams.builder().model("rill").inputOfResponse(List.of(
                message(EasyInputMessage.Role.USER, "What is one and one?"),
                ResponseInputItem.ofItemReference(ResponseInputItem.ItemReference.builder().id(item)
                        .type(ResponseInputItem.ItemReference.Type.ITEM_REFERENCE).build()),
                message(EasyInputMessage.Role.USER, "Why?"))).build());
        asked();
        assertEquals(List.of("What is one and one?", "Two", "Why?"), asked());
    }

    @Test
    void aQuestionThatAConversationHasWithoutAnAnswerReachesTheModel() throws Exception {
        model.byDefault(Answer.of("Two"));
        Conversation made = client.conversations().create(ConversationCreateParams.builder()
                .addItem(EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content("Count in Latin.").build())
                .build());
        client.responses().create(question("One and one?").conversation(made.id()).build());
        assertEquals(List.of("Count in Latin.", "(This question was not answered.)", "One and one?"), asked());
    }

    @Test
    void aConversationIsAThreadThatIsReadAndDeleted() throws Exception {
        model.enqueue(Answer.of("Two"), Answer.of("Three"));
        Conversation made = client.conversations().create(ConversationCreateParams.builder()
                .addItem(EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content("Hello").build())
                .addItem(EasyInputMessage.builder().role(EasyInputMessage.Role.ASSISTANT).content("Hi").build())
                .metadata(ConversationCreateParams.Metadata.builder()
                        .putAdditionalProperty("topic", JsonValue.from("sums")).build()).build());
        made.validate();
        client.responses().create(question("One and one?").conversation(made.id()).build());
        Response second = client.responses().create(question("And one?").conversation(made.id()).build());
        assertEquals(made.id(), second.conversation().orElseThrow().id());
        assertEquals(List.of("Hello", "Hi", "One and one?"), asked());
        assertEquals(List.of("Hello", "Hi", "One and one?", "Two", "And one?"), asked());
        assertEquals(List.of("And one?", "One and one?", "Hello"), StreamSupport.stream(client.conversations().items()
                .list(made.id()).autoPager().spliterator(), false).map(item -> item.asMessage().content().getFirst())
                .filter(part -> part.isInputText()).map(part -> part.asInputText().text()).toList());
        client.conversations().update(made.id(), ConversationUpdateParams.builder()
                .metadata(ConversationUpdateParams.Metadata.builder()
                        .putAdditionalProperty("topic", JsonValue.from("more")).build()).build());
        assertTrue(client.conversations().retrieve(made.id())._metadata().toString().contains("more"));
        assertEquals("Three", RawHttp.call(server.port(), "GET", "/threads/" + made.id()).json()
                .at("/messages/5/content").stringValue());
        assertTrue(client.conversations().delete(made.id()).deleted());
        assertThrows(NotFoundException.class, () -> client.conversations().retrieve(made.id()));
        assertThrows(NotFoundException.class, () -> client.responses().retrieve(second.id()));
        assertThrows(NotFoundException.class, () -> client.responses().create(
                question("Still there?").conversation(made.id()).build()));
    }

    @Test
    void whatIsNotStoredIsNowhere() throws Exception {
        model.byDefault(Answer.of("Two"));
        Response stored = client.responses().create(question("What is one and one?").build());
        Response one = client.responses().create(question("And one?").store(false).previousResponseId(stored.id())
                .build());
        asked();
        assertEquals(List.of("What is one and one?", "Two", "And one?"), asked());
        assertEquals("Two", text(one).text());
        assertEquals(false, one._additionalProperties().get("store").convert(Boolean.class));
        assertThrows(NotFoundException.class, () -> client.responses().retrieve(one.id()));
        assertThrows(NotFoundException.class, () -> client.responses().create(
                question("And?").previousResponseId(one.id()).build()));
        assertEquals(1, threads());
        assertEquals(2, RawHttp.call(server.port(), "GET", "/threads").json().at("/threads/0/messageCount").intValue());
    }

    @Test
    void manyAtOnceAreNoBusyThreadButInOneConversation() throws Exception {
        model.byDefault(Answer.of("Hello"));
        Response first = client.responses().create(question("Hi").build());
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ResponseCreateParams.Builder asked = question("Hi");
            answers.add(CompletableFuture.supplyAsync(() -> client.responses().create(
                    asked.previousResponseId(first.id()).build()), task -> Thread.ofVirtual().start(task)));
        }
        answers.forEach(answer -> assertEquals("Hello", text(answer.join()).text()));
        Gate gate = new Gate();
        model.enqueue(Answer.of("one").withGate(gate));
        Conversation one = client.conversations().create();
        Response running = client.responses().create(question("Count").conversation(one.id()).background(true)
                .build());
        UnexpectedStatusCodeException busy = assertThrows(UnexpectedStatusCodeException.class,
                () -> client.responses().create(question("And?").conversation(one.id()).build()));
        assertEquals(409, busy.statusCode());
        assertTrue(busy.getMessage().contains("running"), busy.getMessage());
        assertThrows(UnexpectedStatusCodeException.class, () -> client.responses().create(
                question("And?").previousResponseId(running.id()).build()));
        gate.open();
    }

    @Test
    void aDeletedResponseIsGoneWithItsQuestion() throws Exception {
        model.byDefault(Answer.of("Two"));
        Response first = client.responses().create(question("One?").build());
        Response second = client.responses().create(question("Two?").previousResponseId(first.id()).build());
        client.responses().delete(first.id());
        assertThrows(NotFoundException.class, () -> client.responses().retrieve(first.id()));
        assertThrows(NotFoundException.class, () -> client.responses().delete(first.id()));
        assertEquals("Two", text(client.responses().retrieve(second.id())).text());
        assertEquals(1, threads());
        client.responses().delete(second.id());
        assertEquals(0, threads());
    }

    @Test
    void aResponseOutlivesTheServer(@TempDir Path folder) throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1]."));
        Map<String, String> settings = TestServer.withModel(model, Map.of());
        Response before;
        try (TestServer first = TestServer.startIn(folder, settings);
                SocketHttpClient own = new SocketHttpClient(base(first), Optional.empty())) {
            before = client(own, first, "any").responses().create(question("How do I stop an answer?")
                    .instructions("Be kind.").metadata(ResponseCreateParams.Metadata.builder()
                            .putAdditionalProperty("ticket", JsonValue.from("17")).build()).build());
        }
        try (TestServer second = TestServer.startIn(folder, settings);
                SocketHttpClient own = new SocketHttpClient(base(second), Optional.empty())) {
            OpenAIClient again = client(own, second, "any");
            Response after = again.responses().retrieve(before.id());
            after.validate();
            assertEquals(before.status(), after.status());
            assertEquals(text(before).text(), text(after).text());
            assertEquals(1, text(after).annotations().size());
            assertEquals(before.usage(), after.usage());
            assertEquals(before.metadata(), after.metadata());
            assertEquals("17", after.metadata().orElseThrow()._additionalProperties().get("ticket").asStringOrThrow());
            assertEquals(before.instructions(), after.instructions());
            assertTrue(after.instructions().isPresent());
            assertEquals(before._additionalProperties().get("rill"), after._additionalProperties().get("rill"));
            assertThrows(OpenAIException.class, () -> again.responses().retrieveStreaming(before.id()));
            model.enqueue(Answer.of("Yes"));
            assertEquals("Yes", text(again.responses().create(question("Sure?").previousResponseId(before.id())
                    .build())).text());
        }
    }

    @Test
    void anothersResponseIsUnknown(@TempDir Path folder) throws Exception {
        model.byDefault(Answer.of("Hello"));
        String keys = KeyFile.write(folder, "ann ann-key", "bob bob-key").toString();
        try (TestServer known = TestServer.start(model, Map.of("RILL_AUTH_KEYS", keys));
                SocketHttpClient own = new SocketHttpClient(base(known), Optional.empty())) {
            OpenAIClient ann = client(own, known, "ann-key");
            OpenAIClient bob = client(own, known, "bob-key");
            String conversation = ann.conversations().create().id();
            String id = ann.responses().create(question("Hi").conversation(conversation).build()).id();
            assertThrows(NotFoundException.class, () -> bob.responses().retrieve(id));
            assertThrows(NotFoundException.class, () -> bob.responses().retrieveStreaming(id));
            assertThrows(NotFoundException.class, () -> bob.responses().cancel(id));
            assertThrows(NotFoundException.class, () -> bob.responses().delete(id));
            assertThrows(NotFoundException.class, () -> bob.responses().inputItems().list(id));
            assertThrows(NotFoundException.class, () -> bob.conversations().retrieve(conversation));
            assertThrows(NotFoundException.class, () -> bob.conversations().items().list(conversation));
            assertThrows(NotFoundException.class, () -> bob.responses().create(
                    question("Hi").conversation(conversation).build()));
            NotFoundException previous = assertThrows(NotFoundException.class, () -> bob.responses().create(
                    question("Hi").previousResponseId(id).build()));
            assertEquals(Optional.of("previous_response_not_found"), previous.code());
            assertEquals("Hello", text(ann.responses().retrieve(id)).text());
        }
    }
}
