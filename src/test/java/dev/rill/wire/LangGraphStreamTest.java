package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.FrameStream;
import dev.rill.wire.LangGraphDialect.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LangGraphStreamTest extends StreamContract {

    LangGraphStreamTest() {
        super(new LangGraphDialect());
    }

    @ParameterizedTest
    @CsvSource({"values, metadata values end", "updates, metadata updates end", "custom, metadata custom end",
            "messages-tuple, metadata messages end",
            "messages, metadata messages/metadata messages/partial messages/complete end", "events, metadata end"})
    void aModeSendsItsOwnEventsAndNoOthers(String mode, String events) throws IOException {
        model.enqueue(SEARCH, Answer.words("It goes on [1] without its client."));
        try (FrameStream stream = FrameStream.post(server.port(), "/langgraph/threads/t/runs/stream",
                LangGraphDialect.body("How?", List.of(mode)).put("if_not_exists", "create").toString())) {
            assertEquals("/threads/t/runs/", stream.header("content-location").orElseThrow().substring(0, 16));
            assertTrue(stream.header("location").isEmpty());
            List<Event> all = rest(stream).stream().map(Event::of).toList();
            assertEquals(events, String.join(" ", all.stream().map(Event::name).distinct().toList()));
        }
    }

    @Test
    void theSourcesComeWithTheAnswerInEachOfItsForms() throws IOException {
        model.enqueue(SEARCH, Answer.words("You stop it with DELETE [1]."));
        List<Event> events;
        try (FrameStream stream = ask(false)) {
            events = rest(stream).stream().map(Event::of).toList();
        }
        Stream<String> paths = events.stream().flatMap(event -> Stream.of("/messages/1", "/generation/messages/0",
                "/0").map(at -> event.data().at(at + "/additional_kwargs/sources/0/path").stringValue(""))
                .filter(path -> !path.isEmpty()).map(path -> event.name() + " " + path));
        String path = events.getLast().data().isNull() ? events.stream().filter(event -> event.name().equals("custom"))
                .map(event -> event.data().at("/sources/0/path").stringValue("")).filter(found -> !found.isEmpty())
                .findFirst().orElseThrow() : "";
        assertEquals(List.of("messages " + path, "messages/complete " + path, "updates " + path, "values " + path),
                paths.toList());
    }

    @Test
    void whoComesBackWantingOtherModesGetsWhatFollows() throws IOException {
        model.enqueue(SEARCH, Answer.words("It goes on [1] without its client."));
        List<Event> whole;
        try (FrameStream stream = ask(true)) {
            assertTrue(stream.header("location").orElseThrow().endsWith("/stream?stream_mode=custom"
                    + "&stream_mode=messages&stream_mode=messages-tuple&stream_mode=updates&stream_mode=values"));
            whole = rest(stream).stream().map(Event::of).toList();
        }
        String at = "/langgraph/threads/t/runs/" + whole.getFirst().data().get("run_id").stringValue() + "/stream";
        for (Event event : whole) {
            try (FrameStream again = FrameStream.get(server.port(), at + "?stream_mode=messages-tuple",
                    "Last-Event-ID: " + event.id())) {
                List<Event> expected = whole.stream().filter(next -> next.id() > event.id())
                        .filter(next -> List.of("metadata", "messages", "end").contains(next.name())).toList();
                assertEquals(expected, rest(again).stream().map(Event::of).toList());
            }
        }
        try (FrameStream again = FrameStream.get(server.port(), at, "Last-Event-ID: -1")) {
            assertEquals(whole, rest(again).stream().map(Event::of).toList(), "the modes of who asked");
        }
        try (FrameStream wrong = FrameStream.get(server.port(), at, "Last-Event-ID: x")) {
            assertEquals(400, wrong.status());
        }
    }

    @Test
    void aLookerMayTakeTheRunWithIt() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one ", "two ").withGate(gate));
        List<String> seen = new ArrayList<>();
        try (FrameStream stream = ask(true)) {
            gate.release(1);
            until(stream, seen, "one ");
            String at = "/langgraph/threads/t/runs/" + dialect.messageId(seen.getFirst()) + "/stream";
            try (FrameStream beside = FrameStream.get(server.port(), at)) {
                until(beside, new ArrayList<>(), "one ");
            }
            try (FrameStream beside = FrameStream.get(server.port(), at + "?cancel_on_disconnect=1")) {
                until(beside, new ArrayList<>(), "one ");
            }
            seen.addAll(rest(stream));
            assertEquals("cancelled", dialect.end(seen));
        }
        upstreamCloses();
        assertFalse(seen.isEmpty());
    }
}
