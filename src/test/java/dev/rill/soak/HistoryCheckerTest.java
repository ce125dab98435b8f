package dev.rill.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the checker finds in histories that are not as promised. */
class HistoryCheckerTest {
    private static final String START = "start {\"messageId\":\"m\"}";
    private static final String GENERATION = "step {\"step\":\"generation\",\"status\":\"started\"}";
    private static final String GENERATED = "step {\"step\":\"generation\",\"status\":\"complete\"}";
    private static final String ONE = "token {\"content\":\"one \"}";
    private static final String TWO = "token {\"content\":\"two\"}";
    private static final String COMPLETE = "complete {\"messageId\":\"m\",\"finalContent\":\"one two\"}";
    private static final String CANCELLED = "cancelled {\"messageId\":\"m\",\"reason\":\"stopped\"}";
    private static final String ERROR = "error {\"messageId\":\"m\",\"code\":\"MODEL_STALLED\"}";
    private static final Upstream EXPECTED = new Upstream("", List.of(), false, "one two",
            Set.of("complete", "cancelled", "MODEL_STALLED"));

    @Test
    void aWholeHistoryIsWithoutFault() {
        assertEquals(List.of(), faults(stored("one two", "complete", ""),
                START, GENERATION, ONE, TWO, GENERATED, COMPLETE));
        assertEquals(List.of(), faults(stored("one ", "cancelled", ""), START, GENERATION, ONE, CANCELLED));
        assertEquals(List.of(), faults(stored("one ", "error", "MODEL_STALLED"), START, GENERATION, ONE, ERROR));
    }

    @Test
    void noEventIsAFault() {
        assertEquals(List.of("no event"), faults(stored("", "complete", "")));
    }

    @Test
    void aNumberThatIsLeftOutIsAFault() {
        List<Event> events = new ArrayList<>(events(START, GENERATION, ONE, TWO, GENERATED, COMPLETE));
        events.set(4, event(7, GENERATED));
        assertEquals(List.of("event 5 has the number 7"),
                HistoryChecker.faults(events, stored("one two", "complete", ""), EXPECTED));
    }

    @Test
    void anythingBeforeTheStartIsAFault() {
        assertEquals(List.of("the first event is step", "the last event is of another message"),
                faults(stored("one two", "complete", ""), GENERATION, START, ONE, TWO, GENERATED, COMPLETE));
    }

    @Test
    void twoStartsAreAFault() {
        assertEquals(List.of("more than one start"),
                faults(stored("one two", "complete", ""), START, START, GENERATION, ONE, TWO, GENERATED, COMPLETE));
    }

    @Test
    void aTokenAfterTheEndIsAFault() {
        List<String> faults = faults(stored("one two", "complete", ""), START, GENERATION, ONE, COMPLETE, TWO);
        assertEquals("the last event is token", faults.getFirst());
    }

    @Test
    void twoEndsAreAFault() {
        assertEquals(List.of("2 terminal events"), faults(stored("one two", "complete", ""),
                START, GENERATION, ONE, TWO, GENERATED, CANCELLED, COMPLETE));
    }

    @Test
    void aHistoryWithoutEndIsAFault() {
        List<String> faults = faults(stored("one two", "complete", ""), START, GENERATION, ONE, TWO);
        assertEquals(List.of("0 terminal events", "the last event is token"), faults.subList(0, 2));
    }

    @Test
    void aTokenOutsideGenerationIsAFault() {
        assertEquals(List.of("a token outside generation"), faults(stored("one two", "complete", ""),
                START, ONE, GENERATION, TWO, GENERATED, COMPLETE));
    }

    @Test
    void aStepThatBeginsWithinAnotherIsAFault() {
        assertEquals(List.of("step retrieval started while generation is open", "a token outside generation"),
                faults(stored("one two", "complete", ""), START, GENERATION,
                        "step {\"step\":\"retrieval\",\"status\":\"started\"}", ONE, TWO, COMPLETE));
    }

    @Test
    void aTokenThatIsLostIsAFault() {
        assertEquals(List.of("the tokens are not what the model sent", "finalContent is not the tokens joined",
                "the thread holds 7 characters, sent were 3"),
                faults(stored("one two", "complete", ""), START, GENERATION, TWO, GENERATED, COMPLETE));
    }

    @Test
    void anotherTextInTheThreadIsAFault() {
        assertEquals(List.of("the thread holds 3 characters, sent were 4"),
                faults(stored("one", "cancelled", ""), START, GENERATION, ONE, CANCELLED));
    }

    @Test
    void aStatusThatDoesNotFitTheEndIsAFault() {
        assertEquals(List.of("the thread says streaming"),
                faults(stored("one ", "streaming", ""), START, GENERATION, ONE, CANCELLED));
        assertEquals(List.of("the thread says SLOW_READER instead of MODEL_STALLED"),
                faults(stored("one ", "error", "SLOW_READER"), START, GENERATION, ONE, ERROR));
    }

    @Test
    void anAnswerThatIsNotInItsThreadIsAFault() {
        assertEquals(List.of("the thread has no such answer"),
                faults(Optional.empty(), START, GENERATION, ONE, CANCELLED));
    }

    @Test
    void anEndThatTheModelGaveNoCauseForIsAFault() {
        Upstream healthy = new Upstream("", List.of(), false, "one two", Set.of("complete"));
        assertEquals(List.of("it ended with cancelled instead of [complete]"), HistoryChecker.faults(
                events(START, GENERATION, ONE, CANCELLED), stored("one ", "cancelled", ""), healthy));
    }

    @Test
    void whatAClientSawIsAPieceOfTheReplay() {
        List<Event> whole = events(START, GENERATION, ONE, TWO, GENERATED, COMPLETE);
        assertEquals(List.of(), HistoryChecker.gaps(List.of(), whole));
        assertEquals(List.of(), HistoryChecker.gaps(whole.subList(2, 5), whole));
        assertEquals(1, HistoryChecker.gaps(List.of(whole.get(1), whole.get(3)), whole).size());
        assertEquals(1, HistoryChecker.gaps(List.of(whole.get(1), whole.get(2), whole.get(2)), whole).size());
        assertEquals(1, HistoryChecker.gaps(List.of(event(9, ONE)), whole).size());
    }

    private static List<String> faults(Optional<Stored> stored, String... events) {
        return HistoryChecker.faults(events(events), stored, EXPECTED);
    }

    private static Optional<Stored> stored(String content, String status, String code) {
        return Optional.of(new Stored("m", content, status, code));
    }

    private static List<Event> events(String... events) {
        List<Event> all = new ArrayList<>();
        for (String event : events) {
            all.add(event(all.size() + 1, event));
        }
        return all;
    }

    private static Event event(int id, String nameAndData) {
        String[] parts = nameAndData.split(" ", 2);
        return EventStream.parse("event: " + parts[0] + "\ndata: " + parts[1] + "\nid: " + id + "\n\n");
    }
}
