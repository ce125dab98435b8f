package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What always holds of a stream, seen from outside. */
public class StreamingTest {
    private static final Answer SEARCH = Answer.toolCall("search_documents", "{\"query\":\"how to stop an answer\"}");

    private final FakeModel model = FakeModel.start();
    private final TestServer server = TestServer.start(model, Map.of());

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void withoutAModelTheAnswerIsQuotedFromTheManualAndCited() throws IOException {
        try (TestServer alone = TestServer.start(Map.of());
                EventStream stream = EventStream.ask(alone.port(), "t1", "How do I stop an answer?")) {
            assertEquals(200, stream.status());
            List<Event> events = stream.rest();
            assertEquals(List.of("retrieval started", "retrieval processing", "retrieval complete", "ranking started",
                    "ranking complete", "generation started", "generation complete"), steps(events));
            JsonNode complete = events.getLast().json();
            assertTrue(complete.get("sources").size() > 0);
            assertTrue(complete.get("finalContent").stringValue().contains("[1]"));
            assertTrue(complete.get("finalContent").stringValue().contains("OPENAI_API_KEY"));
            assertFalse(complete.has("usage"));
        }
    }

    @Test
    void aModelThatSearchesIsShownStepByStepAndItsTokensAreTheAnswer() throws IOException {
        model.enqueue(SEARCH, Answer.words("You stop it with DELETE [1]. Ümläut \"quoted\" \\ 🎉\n\n```\ncode\n```\n"));
        try (EventStream stream = EventStream.ask(server.port(), "t1", "How do I stop an answer?")) {
            assertEquals("text/event-stream", stream.header("content-type").orElseThrow());
            assertEquals("no-cache", stream.header("cache-control").orElseThrow());
            assertEquals("no", stream.header("x-accel-buffering").orElseThrow());
            List<Event> events = stream.rest();
            assertNumberedFromOne(events);
            assertEquals("start", events.getFirst().event());
            assertEquals(List.of("retrieval started", "retrieval processing", "retrieval complete", "ranking started",
                    "ranking complete", "generation started", "generation complete"), steps(events));
            JsonNode complete = events.getLast().json();
            assertEquals("complete", events.getLast().event());
            assertEquals(1, events.stream().filter(Event::terminal).count());
            assertEquals(tokens(events), complete.get("finalContent").stringValue());
            assertEquals("You stop it with DELETE [1]. Ümläut \"quoted\" \\ 🎉\n\n```\ncode\n```\n", tokens(events));
            assertTrue(complete.get("saved").booleanValue());
            assertTrue(complete.get("usage").get("totalTokens").longValue() > 0);
            JsonNode thread = RawHttp.call(server.port(), "GET", "/threads/t1").json();
            assertEquals(2, thread.get("totalMessages").intValue());
            JsonNode answer = thread.get("messages").get(1);
            assertEquals(tokens(events), answer.get("content").stringValue());
            assertEquals("complete", answer.get("status").stringValue());
            assertEquals(complete.get("messageId"), answer.get("id"));
            assertEquals(complete.get("sources"), answer.get("sources"));
        }
    }

    @Test
    void aModelThatAnswersWithoutSearchingStreamsAtOnceWithNoInventedSteps() throws IOException {
        model.enqueue(Answer.of("Hello", " there"));
        try (EventStream stream = EventStream.ask(server.port(), "t1", "Hi")) {
            List<Event> events = stream.rest();
            assertEquals(List.of("generation started", "generation complete"), steps(events));
            assertEquals("Hello there", tokens(events));
        }
    }

    @Test
    void startIsOnTheWireBeforeTheModelAnswersAndEachTokenBeforeTheNextLeavesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two", "three").withGate(gate));
        try (EventStream stream = EventStream.ask(server.port(), "t1", "Count")) {
            assertEquals("start", stream.next().event());
            for (String token : List.of("one", "two", "three")) {
                gate.release(1);
                assertEquals(token, stream.next("token").json().get("content").stringValue());
            }
            gate.open();
            assertEquals("complete", stream.next("complete").event());
        }
    }

    @Test
    void theConnectionIsClosedAfterTheStreamWhereTheClientAsksForIt() throws IOException {
        model.enqueue(Answer.of("Hello"));
        try (EventStream stream = EventStream.ask(server.port(), "t1", "Hi", "Connection: close")) {
            assertEquals("complete", stream.rest().getLast().event());
            assertEquals(-1, stream.afterEnd());
        }
    }

    @Test
    void whereAServerRefusesToolsTheQuestionItselfIsLookedFor() throws IOException {
        model.enqueue(Script.reply(400, "application/json",
                "{\"error\":{\"message\":\"this model does not support tools\",\"type\":\"invalid_request_error\"}}"),
                Answer.of("Yes [1]"), Answer.of("where threads are stored"), Answer.of("Again [1]"));
        try (EventStream stream = EventStream.ask(server.port(), "t1", "How do I stop an answer?")) {
            List<Event> events = stream.rest();
            assertEquals("retrieval started", steps(events).getFirst());
            assertEquals("Yes [1]", tokens(events));
        }
        try (EventStream stream = EventStream.ask(server.port(), "t1", "Where are threads stored?")) {
            assertEquals("Again [1]", tokens(stream.rest()));
        }
        assertFalse(model.requests().getLast().offersTools(), "it is not asked again");
    }

    @Test
    void theNextQuestionSeesTheConversationAndAnAnswerThatFailedDoesNotCorruptIt() throws IOException {
        model.enqueue(Answer.of("First."), Script.status(401), Answer.of("Third."));
        EventStream.ask(server.port(), "t1", "One?").rest();
        assertEquals("error", EventStream.ask(server.port(), "t1", "Two?").rest().getLast().event());
        EventStream.ask(server.port(), "t1", "Three?").rest();
        JsonNode messages = JsonMapper.shared().readTree(model.requests().getLast().body()).get("messages");
        List<String> roles = new ArrayList<>();
        messages.forEach(message -> roles.add(message.get("role").stringValue()));
        assertEquals(List.of("system", "user", "assistant", "user", "assistant", "user"), roles);
        assertTrue(messages.toString().contains("First."));
    }

    @Test
    void aSecondQuestionInABusyThreadIsRefusedWithTheRunningAnswer() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one").withGate(gate), Answer.of("two"));
        try (EventStream first = EventStream.ask(server.port(), "t1", "One?")) {
            String running = first.next("start").json().get("messageId").stringValue();
            try (EventStream second = EventStream.ask(server.port(), "t1", "Two?")) {
                assertEquals(409, second.status());
                JsonNode problem = second.problem();
                assertEquals("THREAD_BUSY", problem.get("code").stringValue());
                assertEquals(running, problem.get("messageId").stringValue());
            }
            gate.open();
            first.next("complete");
            assertEquals("two", tokens(EventStream.ask(server.port(), "t1", "Two?").rest()), "the thread is free");
        }
    }

    @Test
    void chatWaitsForTheWholeAnswer() throws IOException {
        model.enqueue(Answer.of("All", " at once"), Script.status(401));
        RawHttp.Response answer = RawHttp.json(server.port(), "POST", "/chat",
                "{\"threadId\":\"t1\",\"message\":\"Hi\"}");
        assertEquals(200, answer.status());
        assertEquals("All at once", answer.json().get("answer").stringValue());
        RawHttp.Response failed = RawHttp.json(server.port(), "POST", "/chat",
                "{\"threadId\":\"t1\",\"message\":\"Hi\"}");
        assertEquals(502, failed.status());
        assertEquals("MODEL_UNAUTHORIZED", failed.json().get("code").stringValue());
    }

    @Test
    void aSystemMessageReachesTheModelFromBothRoutes() throws IOException {
        model.byDefault(Answer.of("ok"));
        RawHttp.json(server.port(), "POST", "/chat",
                "{\"threadId\":\"t1\",\"message\":\"Hi\",\"systemMessage\":\"Speak like a pirate\"}");
        assertTrue(model.requests().getLast().body().contains("Speak like a pirate"));
        EventStream.post(server.port(),
                "{\"threadId\":\"t2\",\"message\":\"Hi\",\"systemMessage\":\"Speak like a sailor\"}").rest();
        assertTrue(model.requests().getLast().body().contains("Speak like a sailor"));
    }

    static void assertNumberedFromOne(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            assertEquals(Integer.toString(i + 1), events.get(i).id());
        }
    }

    public static List<String> steps(List<Event> events) {
        return events.stream().filter(event -> event.event().equals("step")).map(Event::json)
                .map(step -> step.get("step").stringValue() + " " + step.get("status").stringValue()).toList();
    }

    public static String tokens(List<Event> events) {
        return events.stream().filter(event -> event.event().equals("token"))
                .map(event -> event.json().get("content").stringValue()).collect(Collectors.joining());
    }
}
