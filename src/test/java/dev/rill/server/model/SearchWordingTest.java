package dev.rill.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream.Event;
import dev.rill.server.EventStream;
import dev.rill.server.TestServer;
import dev.rill.stream.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that takes no tools, and a question that cannot be understood without the one before it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchWordingTest {
    private static final Script NO_TOOLS = Script.reply(400, "application/json",
            "{\"error\":{\"message\":\"this model does not support tools\",\"type\":\"invalid_request_error\"}}");

    private FakeModel model;
    private TestServer server;
    private int thread;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("bread.md"), "# Bread\n\nBread is baked at 230 degrees.\n");
        Files.writeString(folder.resolve("oven.md"), "# Oven\n\nThe stove stands in the yard.\n");
        model = FakeModel.start();
        server = TestServer.start(model, Map.of("RILL_DOCUMENTS", folder.toString(), "RILL_EMBEDDINGS", "off"));
        model.enqueue(NO_TOOLS, Answer.of("Baked [1]."));
        ask("How is bread baked?");
    }

    @BeforeEach
    void begin() throws IOException {
        thread++;
        model.reset();
        model.enqueue(Answer.of("At 230 degrees [1]."));
        ask("How is bread baked?");
        assertEquals(1, model.requests().size(), "a first question is worded as it is");
    }

    @AfterAll
    void close() {
        server.close();
        model.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"where the stove stands", "  \"where the stove stands\"\n",
        "Search query: where the stove stands",
        "`where the stove stands`\n\nThis finds it.", "<think>which one?</think>where the stove stands",
        "« where the stove stands »"})
    void itWordsTheSearchFromTheConversation(String reply) throws IOException {
        model.enqueue(Answer.of(reply), Answer.of("In the yard [1]."));
        List<Event> events = ask("And what is it baked in, where is that?");
        assertEquals("In the yard [1].", events.getLast().json().get("finalContent").stringValue());
        assertEquals("oven.md", events.getLast().json().get("sources").get(0).get("path").stringValue());
        assertTrue(messages(events).anyMatch("Worded as “where the stove stands”"::equals),
                () -> messages(events).toList().toString());
        String asked = model.requests().get(1).body();
        assertTrue(asked.contains("How is bread baked?") && asked.contains("At 230 degrees"),
                "it is told the conversation");
        assertFalse(model.requests().get(1).offersTools());
    }

    static Stream<Arguments> noWording() {
        return Stream.of(Arguments.of("an error", Script.status(401)), Arguments.of("nothing", Answer.of("")),
                Arguments.of("no word", Answer.of("…\n---\n")),
                Arguments.of("an essay", Answer.of("stove ".repeat(200))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void noWording(String what, Script reply) throws IOException {
        model.byDefault(request -> Answer.of("At 230 degrees [1]."));
        model.enqueue(reply);
        List<Event> events = ask("For how long?");
        assertEquals("complete", events.getLast().event());
        assertEquals("bread.md", events.getLast().json().get("sources").get(0).get("path").stringValue());
        assertTrue(messages(events).anyMatch("The model gave no query; searching for the question as it is"::equals),
                () -> messages(events).toList().toString());
    }

    @Test
    void whatTheWordingCostsIsCounted() throws IOException {
        model.enqueue(Answer.of("stove yard").withUsage(Optional.of(new Usage(10, 3, 13))),
                Answer.of("In the yard [1].").withUsage(Optional.of(new Usage(100, 7, 107))));
        Event end = ask("And where is the stove?").getLast();
        assertEquals(110, end.json().get("usage").get("promptTokens").asInt(), end.json().toString());
        assertEquals(10, end.json().get("usage").get("completionTokens").asInt(), end.json().toString());
    }

    private List<Event> ask(String question) throws IOException {
        try (EventStream stream = EventStream.ask(server.port(), "t" + thread, question)) {
            return stream.rest();
        }
    }

    private static Stream<String> messages(List<Event> events) {
        return events.stream().filter(event -> event.event().equals("step"))
                .map(event -> event.json().get("message").stringValue());
    }
}
