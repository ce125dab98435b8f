package dev.rill.server.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream.Event;
import dev.rill.server.EventStream;
import dev.rill.server.StreamingTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What models think, in the ways in which their servers tell it, and what a user sees of it. */
class ModelThoughtsTest extends DialectsBed {

    @ParameterizedTest
    @ValueSource(strings = {"\"reasoning_content\":\"SECRET\"", "\"reasoning\":\"SECRET\"",
            "\"content\":\"<think>SECRET</think>\"", "\"content\":[{\"type\":\"thinking\",\"thinking\":\"SECRET\"}]",
            "\"content\":\"SECRET\",\"extra_content\":{\"google\":{\"thought\":true}}"})
    void aThoughtIsNeitherStoredNorToldToTheModelAgain(String members) throws IOException {
        model.enqueue(data(delta(members), delta("\"content\":\"Yes.\"")), Answer.of("Again."));
        String thread = "thought-" + asked++;
        List<Event> events = ask(thread);
        assertEquals("Yes.", StreamingTest.tokens(events));
        assertFalse(events.getLast().json().toString().contains("SECRET"));
        assertFalse(RawHttp.call(server.port(), "GET", "/threads/" + thread).text().contains("SECRET"));
        ask(thread);
        String next = model.requests().getLast().body();
        assertTrue(next.contains("Yes."));
        assertFalse(next.contains("SECRET"));
    }

    @Test
    void aThoughtIsAStepThatIsOpenWhileItComes() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.ofDeltas(List.of(new Delta.Reasoning("First of all. ".repeat(40)), new Delta.Text("Yes.")))
                .withGate(gate));
        try (EventStream stream = EventStream.ask(server.port(), "t" + asked++, QUESTION)) {
            gate.release(1);
            Event started = stream.next("step");
            assertEquals("generation", started.json().get("step").stringValue());
            assertEquals("started", started.json().get("status").stringValue());
            assertEquals("Thinking", started.json().get("message").stringValue());
            Event thought = stream.next("step");
            assertEquals("processing", thought.json().get("status").stringValue());
            assertTrue(thought.json().get("message").stringValue().startsWith("Thinking: First of all. First"));
            gate.open();
            assertTrue(stream.next("step").json().get("message").stringValue().startsWith("Writing the answer"));
            assertEquals("Yes.", stream.next("token").json().get("content").stringValue());
        }
    }

    @Test
    void aThoughtThatTheTemplateOpensIsKnownFromTheSecondAnswerOn() throws IOException {
        model.enqueue(Answer.of("Hm, ", "so.", "</think>", "\n\n", "Yes."),
                Answer.of("Well, ", "no.\n", "</think>", "\n\nNo."),
                Answer.of("It does not", " think."), Answer.of("Nor ", "now."));
        ask();
        List<Event> second = ask();
        assertEquals("No.", StreamingTest.tokens(second));
        assertEquals("No.", second.getLast().json().get("finalContent").stringValue());
        assertEquals("It does not think.", StreamingTest.tokens(ask()), "a text without the tag is the answer");
        assertEquals(2, ask().stream().filter(event -> event.event().equals("token")).count());
    }

    @Test
    void aLongThoughtIsShownInPartAndCostsAStreamLittle() throws IOException {
        List<Delta> deltas = new ArrayList<>(Collections.nCopies(5_000, new Delta.Reasoning("and so it goes on. ")));
        deltas.add(new Delta.Text("Yes."));
        model.enqueue(Answer.ofDeltas(deltas));
        List<Event> events = ask();
        assertEquals("Yes.", StreamingTest.tokens(events));
        int thoughts = events.stream().mapToInt(event -> event.json().toString().contains("Thinking:")
                ? event.json().get("message").stringValue().length() : 0).sum();
        assertTrue(thoughts > 8_000 && thoughts < 16_000, thoughts + " characters");
    }

    @Test
    void aThoughtBeforeASearchIsAStepOfItsOwn() throws IOException {
        model.enqueue(Answer.ofDeltas(List.of(new Delta.Reasoning("I should search."),
                new Delta.Tool(0, "1", "search_documents", "{\"query\":\"stop\"}"))), Answer.of("Yes [1]."));
        List<String> steps = StreamingTest.steps(ask());
        assertEquals(List.of("generation started", "generation complete", "retrieval started", "retrieval processing",
                "retrieval complete", "ranking started", "ranking complete", "generation started",
                "generation complete"), steps);
    }
}
