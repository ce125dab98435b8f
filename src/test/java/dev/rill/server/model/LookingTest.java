package dev.rill.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.server.EventStream.Event;
import dev.rill.server.EventStream;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A model that looks into the documents until it knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookingTest {
    private static final String MANY_LINES = IntStream.rangeClosed(1, 500)
            .mapToObj(line -> "Line " + line + " of the log.")
            .collect(Collectors.joining("\n"));

    private FakeModel model;
    private TestServer server;
    private int thread;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        write(folder, "guides/bread.md", "# Bread\n\nBread is baked at 230 degrees.\n");
        write(folder, "guides/rye/rye.md", "---\ntags: [dark]\n---\n# Rye\n\nRye bread is baked for an hour.\n");
        write(folder, "notes/oven.md", "# Oven\n\nThe oven for bread is in the yard.\n");
        write(folder, "log.txt", MANY_LINES);
        model = FakeModel.start();
        server = TestServer.start(model, Map.of("RILL_DOCUMENTS", folder.toString(), "RILL_SEARCH_ROUNDS", "4",
                "RILL_SEARCH_TOKENS", "3000"));
    }

    @BeforeEach
    void forget() {
        model.reset();
        thread++;
    }

    @AfterAll
    void close() {
        server.close();
        model.close();
    }

    @Test
    void itSearchesAgainAndSourcesAreNumberedOnceOverTheWholeAnswer() throws IOException {
        model.enqueue(search("{\"queries\":[\"bread degrees\"],\"folder\":\"guides\"}"),
                search("{\"queries\":[\"rye hour\",\"oven yard\"]}"),
                Answer.of("230 degrees [1], an hour [2], outside [3]."));
        List<Event> events = ask();
        tools.jackson.databind.JsonNode sources = events.getLast().json().get("sources");
        assertEquals(List.of("guides/bread.md", "guides/rye/rye.md", "notes/oven.md"), paths(sources));
        assertEquals(List.of("1", "2", "3"), ids(sources));
        List<String> results = toolResults(model.requests().getLast());
        assertEquals(2, results.size());
        assertTrue(results.get(0).contains("[1] guides/bread.md"), results.get(0));
        assertFalse(results.get(0).contains("oven.md"), "beside the folder");
        assertTrue(results.get(1).contains("[3] notes/oven.md"), results.get(1));
        assertTrue(results.get(1).contains("is given above"), results.get(1));
        assertEquals(List.of("retrieval", "ranking", "retrieval", "ranking", "generation"), steps(events));
        assertTrue(messages(events).contains("Searching for “rye hour”, “oven yard”"), messages(events).toString());
        assertTrue(messages(events).contains("Searching for “bread degrees” in guides"), messages(events).toString());
    }

    @Test
    void whatItWroteBetweenLooksIsAllOfTheAnswer() throws IOException {
        model.enqueue(Answer.ofDeltas(List.of(new Delta.Text("First look."),
                tool(0, "search_documents", "{\"query\":\"rye\"}"))),
                Answer.ofDeltas(List.of(new Delta.Text("Second look."),
                        tool(0, "search_documents", "{\"query\":\"oven\"}"))),
                Answer.of("Done [1]."));
        List<Event> events = ask();
        assertEquals("First look.\n\nSecond look.\n\nDone [1].",
                events.getLast().json().get("finalContent").stringValue());
        JsonNode messages = model.requests().getLast().json().get("messages");
        List<String> said = new ArrayList<>();
        messages.forEach(message -> {
            if (message.path("role").asText().equals("assistant")) {
                said.add(message.path("content").asText());
            }
        });
        assertEquals(List.of("First look.", "Second look."), said);
    }

    @Test
    void aTagNarrowsASearch() throws IOException {
        model.enqueue(search("{\"queries\":[\"bread\"],\"tags\":[\"Dark\"]}"), Answer.of("An hour [1]."));
        assertEquals(List.of("guides/rye/rye.md"), paths(ask().getLast().json().get("sources")));
    }

    @Test
    void severalCallsOfOneRoundAreAllAnsweredInTheirOrder() throws IOException {
        model.enqueue(Answer.ofDeltas(List.of(tool(0, "search_documents", "{\"queries\":[\"oven yard\"]}"),
                tool(1, "read_document", "{\"path\":\"Guides/bread.md\"}"),
                tool(2, "list_documents", "{\"pattern\":\"guides/**\"}"),
                tool(3, "bake", "{}"), tool(4, "read_document", "{}"),
                tool(5, "list_documents", "{\"pattern\":\"*a*a*a*a*a*\"}"))), Answer.of("Yes [1][2]."));
        List<Event> events = ask();
        assertEquals("complete", events.getLast().event());
        List<String> results = toolResults(model.requests().getLast());
        assertEquals(6, results.size());
        assertTrue(results.get(0).startsWith("[1] "), results.get(0));
        assertTrue(results.get(1).contains("guides/bread.md, lines 1-3"), results.get(1));
        assertTrue(results.get(1).contains("# Bread"), results.get(1));
        assertEquals("guides/bread.md – Bread\nguides/rye/rye.md – Rye", results.get(2));
        assertEquals("There is no tool of this name.", results.get(3));
        assertEquals("read_document needs a path.", results.get(4));
        assertEquals("A pattern may have 5 stars.", results.get(5));
        assertTrue(messages(events).contains("Read lines 1 to 3 of guides/bread.md"), messages(events).toString());
        assertTrue(messages(events).contains("Found 2 documents"), messages(events).toString());
    }

    @Test
    void aLongDocumentIsReadInPartsAndItsLinesCanBeCited() throws IOException {
        model.enqueue(read("{\"path\":\"log.txt\",\"from\":\"250\"}"),
                read("{\"path\":\"log.txt\",\"from\":490,\"to\":9000}"),
                read("{\"path\":\"../log.txt\"}"), Answer.of("It is [2]."));
        tools.jackson.databind.JsonNode sources = ask().getLast().json().get("sources");
        assertEquals(List.of("250-449", "490-500"), IntStream.range(0, sources.size()).mapToObj(i -> sources.get(i))
                .map(source -> source.get("fromLine").asInt() + "-" + source.get("toLine").asInt()).toList());
        assertTrue(sources.get(1).get("text").stringValue().startsWith("Line 490 of"), "the cited lines are kept");
        List<String> results = toolResults(model.requests().getLast());
        assertTrue(results.get(0).endsWith("The document has 500 lines."), results.get(0));
        assertFalse(results.get(1).contains("The document has"), results.get(1));
        assertEquals("There is no document of this path; list_documents tells the paths.", results.get(2));
    }

    @Test
    void whenItWasShownEnoughItHasToAnswer() throws IOException {
        model.byDefault(request -> request.json().path("tool_choice").asText().equals("none") ? Answer.of("So [1].")
                : read("{\"path\":\"log.txt\",\"from\":" + (1 + 100 * model.requests().size()) + "}"));
        assertEquals("complete", ask().getLast().event());
        assertEquals(4, model.requests().size(), "of 3,000 tokens each look shows about a thousand");
    }

    @Test
    void moreCallsThanEightAtOnceAreRefusedToTheModelOnly() throws IOException {
        model.enqueue(Answer.ofDeltas(IntStream.range(0, 10).<Delta>mapToObj(i ->
                tool(i, "list_documents", "{\"pattern\":\"rye\"}")).toList()), Answer.of("Fine."));
        assertEquals("complete", ask().getLast().event());
        List<String> results = toolResults(model.requests().getLast());
        assertEquals("guides/rye/rye.md – Rye", results.get(7));
        assertEquals("Not done: at most 8 calls at a time.", results.get(8));
    }

    private List<Event> ask() throws IOException {
        try (EventStream stream = EventStream.ask(server.port(), "t" + thread, "How is bread baked?")) {
            return stream.rest();
        }
    }

    private static Answer search(String arguments) {
        return Answer.toolCall("search_documents", arguments);
    }

    private static Answer read(String arguments) {
        return Answer.toolCall("read_document", arguments);
    }

    private static Delta.Tool tool(int index, String name, String arguments) {
        return new Delta.Tool(index, "call-" + index, name, arguments);
    }

    private static List<String> toolResults(RecordedRequest request) {
        List<String> results = new ArrayList<>();
        request.json().get("messages").forEach(message -> {
            if (message.path("role").asText().equals("tool")) {
                results.add(message.path("content").asText());
            }
        });
        return results;
    }

    private static List<String> steps(List<Event> events) {
        return steps(events, "started").map(event -> event.json().get("step").stringValue()).toList();
    }

    private static Stream<Event> steps(List<Event> events, String status) {
        return events.stream().filter(event -> event.event().equals("step")
                && event.json().get("status").stringValue().equals(status));
    }

    private static List<String> messages(List<Event> events) {
        return events.stream().filter(event -> event.event().equals("step"))
                .map(event -> event.json().get("message").stringValue()).toList();
    }

    private static List<String> paths(tools.jackson.databind.JsonNode sources) {
        return IntStream.range(0, sources.size()).mapToObj(i -> sources.get(i).get("path").stringValue()).distinct()
                .toList();
    }

    private static List<String> ids(tools.jackson.databind.JsonNode sources) {
        return IntStream.range(0, sources.size()).mapToObj(i -> sources.get(i).get("id").asString()).toList();
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }
}
