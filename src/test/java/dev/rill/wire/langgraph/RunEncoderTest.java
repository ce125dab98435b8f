package dev.rill.wire.langgraph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.EventEncoder;
import dev.rill.stream.FinishReason;
import dev.rill.stream.RandomEvents;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.EncodedStream;
import dev.rill.wire.LangGraphDialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunEncoderTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aPieceOfTheAnswerLooksAsLangChainWritesIt() {
        List<String> frames = EncodedStream.frames(encoder(0, "messages-tuple"), List.of(
                new StreamEvent.Start("run-1", "t", NOON), new StreamEvent.Token("He said \"hi\"\n")));
        assertEquals("event: metadata\ndata: {\"run_id\":\"run-1\",\"thread_id\":\"t\",\"attempt\":1}\nid: 1\n\n",
                frames.get(0));
        assertEquals("event: messages\ndata: [{\"content\":\"He said \\\"hi\\\"\\n\",\"additional_kwargs\":{},"
                + "\"response_metadata\":{},\"type\":\"ai\",\"name\":null,\"id\":\"run-1\",\"tool_calls\":[],"
                + "\"invalid_tool_calls\":[],\"usage_metadata\":null},{\"run_id\":\"run-1\",\"thread_id\":\"t\","
                + "\"assistant_id\":\"rill\",\"graph_id\":\"rill\",\"langgraph_node\":\"generation\"}]\nid: 4\n\n",
                frames.get(1));
    }

    @Test
    void theLastPieceHasTheUsageAndNoText() {
        List<String> frames = EncodedStream.frames(encoder(0, "messages-tuple"), whole());
        JsonNode last = data(frames.get(frames.size() - 2));
        assertEquals("", last.at("/0/content").stringValue());
        assertEquals(3, last.at("/0/usage_metadata/total_tokens").intValue());
        assertEquals("stop", last.at("/0/response_metadata/finish_reason").stringValue());
    }

    @Test
    void anAnswerThatIsNotStoredYetSaysSo() {
        StreamEvent.Complete unsaved = new StreamEvent.Complete("run-1", "t", NOON, "a", List.of(), Optional.empty(), 7,
                false, FinishReason.STOP);
        List<String> frames = EncodedStream.frames(encoder(0, "values"),
                List.of(new StreamEvent.Start("run-1", "t", NOON), new StreamEvent.Token("a"), unsaved));
        assertEquals("false", data(frames.get(frames.size() - 2)).at("/messages/1/response_metadata/saved").asString());
        List<String> stored = EncodedStream.frames(encoder(0, "values"), whole());
        assertTrue(data(stored.get(stored.size() - 2)).at("/messages/1/response_metadata/saved").isMissingNode());
    }

    @Test
    void anAnswerSoFarIsSentAsItGrowsAndAllOfThatStaysInBounds() {
        List<StreamEvent> events = new ArrayList<>(List.of(new StreamEvent.Start("run-1", "t", NOON)));
        for (int i = 0; i < 20_000; i++) {
            events.add(new StreamEvent.Token("word "));
        }
        List<String> frames = EncodedStream.frames(encoder(0, "messages"), events);
        long bytes = frames.stream().mapToLong(String::length).sum();
        assertTrue(bytes < 100_000L * 300, bytes + " bytes");
        List<String> texts = frames.stream().filter(frame -> frame.startsWith("event: messages/partial"))
                .map(frame -> data(frame).at("/0/content").stringValue()).toList();
        assertEquals("word ", texts.getFirst());
        assertEquals("word word ", texts.get(1));
        assertTrue(texts.getLast().length() > 99_000);
    }

    @Test
    void whoHasSeenAFrameGetsThoseBehindItInWhateverModes() {
        List<String> all = EncodedStream.frames(encoder(0, "values", "updates", "messages-tuple", "messages", "custom"),
                whole());
        for (int seen = 1; seen < all.size(); seen++) {
            assertEquals(all.subList(seen, all.size()), EncodedStream.frames(
                    encoder(seen, "values", "updates", "messages-tuple", "messages", "custom"), whole()));
        }
    }

    @Test
    void eachModeSendsWhatItSendsAmongAllOfThem() {
        List<String> all = EncodedStream.frames(encoder(0, "values", "updates", "messages-tuple", "messages", "custom"),
                whole());
        List<String> each = EnumSet.allOf(StreamModes.Mode.class).stream()
                .flatMap(mode -> EncodedStream.frames(encoder(0, mode.word()), whole()).stream()).distinct().toList();
        assertEquals(all.stream().sorted().toList(), each.stream().sorted().toList());
    }

    @Test
    void whateverHappensInAStreamEachModeSaysTheSame() {
        Random random = new Random(17);
        LangGraphDialect dialect = new LangGraphDialect();
        for (int run = 0; run < 1_000; run++) {
            List<StreamEvent> events = RandomEvents.stream(random).stream().map(RunEncoderTest::withWords).toList();
            List<String> frames = EncodedStream.frames(
                    encoder(0, "values", "updates", "messages-tuple", "messages", "custom"), events);
            String text = EncodedStream.text(events);
            boolean nothing = text.isEmpty() && events.getLast() instanceof StreamEvent.Complete;
            assertEquals(nothing ? "cancelled" : EncodedStream.end(events), dialect.end(frames));
            assertEquals(text, dialect.text(frames));
            assertEquals(EncodedStream.paths(events), frames.stream()
                    .filter(frame -> frame.startsWith("event: custom")).map(RunEncoderTest::data)
                    .flatMap(custom -> custom.path("sources").valueStream())
                    .map(source -> source.get("path").stringValue()).toList());
        }
    }

    /** A fault always says something. */
    private static StreamEvent withWords(StreamEvent event) {
        return event instanceof StreamEvent.Failed failed ? new StreamEvent.Failed(failed.messageId(),
                failed.timestamp(), "e" + failed.error(), failed.code(), failed.step(), failed.retryable(),
                failed.retryAfter()) : event;
    }

    private static List<StreamEvent> whole() {
        return List.of(new StreamEvent.Start("run-1", "t", NOON), new StreamEvent.Token("a"),
                new StreamEvent.Token("b"), new StreamEvent.Complete("run-1", "t", NOON, "ab", List.of(),
                        Optional.of(new Usage(1, 2, 3)), 7, true, FinishReason.STOP));
    }

    private static EventEncoder encoder(long after, String... modes) {
        return new RunEncoder(StreamModes.of(Stream.of(modes)), () -> List.of(Messages.human("q", "Why?")), after);
    }

    private static JsonNode data(String frame) {
        return JsonMapper.shared().readTree(frame.split("\n")[1].substring("data: ".length()));
    }
}
