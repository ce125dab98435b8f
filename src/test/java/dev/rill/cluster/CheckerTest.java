package dev.rill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.cluster.History.Accepted;
import dev.rill.cluster.History.Call;
import dev.rill.cluster.History.Left;
import dev.rill.cluster.History.Reading;
import dev.rill.cluster.History.Refused;
import dev.rill.cluster.History.Stop;
import dev.rill.cluster.History.Stored;
import dev.rill.cluster.History.Told;
import dev.rill.cluster.History.Upload;
import dev.rill.cluster.History.UploadReading;
import dev.rill.cluster.History.View;
import dev.rill.cluster.Violation.Check;
import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A history as it should be, and falsified ones: each has to be seen, and by the check that is meant. */
class CheckerTest {
    private static final Asked WHOLE = asked(1, "t1");
    private static final Asked STOPPED = asked(2, "t1");
    private static final Asked LOST = asked(3, "t3");
    private static final Asked OTHER = asked(4, "t4");

    private static final Upload SENT = new Upload("ann", "u1", ".uploads/u1/a.md");
    private static final Upload DELETED = new Upload("ann", "u2", ".uploads/u2/b.md");

    private final History history = new History();
    private final List<Stored> answers = new ArrayList<>();

    private static Asked asked(int number, String thread) {
        return new Asked(number, "ann", thread, "reject", 3, Duration.ofMillis(10));
    }

    private static long second(int count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @BeforeEach
    void asItShouldBe() {
        taken(WHOLE, "m1", 0, 2);
        answers.add(new Stored("m1", 1, "t1", "complete", WHOLE.answer(), ""));
        view("asker", "m1", 0, "start {}", token(WHOLE, 0), token(WHOLE, 1), token(WHOLE, 2), complete(WHOLE));
        view("elsewhere", "m1", 3, token(WHOLE, 2), complete(WHOLE));

        taken(STOPPED, "m2", 10, 100);
        history.stops.add(new Stop("m2", "stopping", second(99)));
        answers.add(new Stored("m2", 2, "t1", "cancelled", STOPPED.token(0), ""));
        view("asker", "m2", 0, "start {}", token(STOPPED, 0), "cancelled {}");

        taken(LOST, "m3", 20, 30);
        answers.add(new Stored("m3", 3, "t3", "interrupted", LOST.token(0), ""));
        view("asker", "m3", 0, "start {}", token(LOST, 0), token(LOST, 1), "error {\"code\":\"INTERRUPTED\"}");
        view("elsewhere", "m3", 0, "start {}", token(LOST, 0), "error {\"code\":\"INTERRUPTED\"}");
        view("ahead", "m3", 9, "error {\"code\":\"INTERRUPTED\"}");

        taken(OTHER, "m4", 0, 1);
        history.told.add(new Told(OTHER, "AI_SDK", "m4", OTHER.answer(), "complete"));
        answers.add(new Stored("m4", 4, "t4", "complete", OTHER.answer(), ""));
        history.refused.add(new Refused("ask", 409, "THREAD_BUSY"));

        history.uploads.addAll(List.of(SENT, DELETED));
        history.deleted.add(DELETED);
        history.uploadReadings = List.of(new UploadReading("red", SENT, "indexed"),
                new UploadReading("green", SENT, "indexed"), new UploadReading("red", DELETED, ""));
    }

    private void taken(Asked asked, String messageId, int begun, int ended) {
        history.accepted.add(new Accepted(asked, messageId, second(begun)));
        history.calls.add(new Call(asked.number(), "red", second(begun), second(ended)));
    }

    private void view(String viewer, String messageId, int after, String... events) {
        List<Event> all = new ArrayList<>();
        for (String event : events) {
            String[] parts = event.split(" ", 2);
            all.add(EventStream.parse("event: " + parts[0] + "\ndata: " + parts[1] + "\nid: "
                    + (after + all.size() + 1) + "\n\n"));
        }
        history.views.add(new View(viewer, messageId, after, all,
                all.getLast().terminal() ? Left.ENDED : Left.LEFT));
    }

    private static String token(Asked asked, int index) {
        return "token {\"content\":\"" + asked.token(index) + "\"}";
    }

    private static String complete(Asked asked) {
        return "complete {\"finalContent\":\"" + asked.answer() + "\"}";
    }

    private Set<Check> found() {
        history.readings = List.of(new Reading("the database", answers),
                history.readings.isEmpty() ? new Reading("red", answers) : history.readings.getFirst());
        Set<Check> checks = EnumSet.noneOf(Check.class);
        new Checker(history, 4).violations().forEach(violation -> checks.add(violation.check()));
        return checks;
    }

    private void store(String messageId, UnaryOperator<Stored> as) {
        answers.replaceAll(answer -> answer.messageId().equals(messageId) ? as.apply(answer) : answer);
    }

    private static UnaryOperator<Stored> status(String status) {
        return was -> new Stored(was.messageId(), was.number(), was.thread(), status, was.content(), "");
    }

    private static UnaryOperator<Stored> content(String content) {
        return was -> new Stored(was.messageId(), was.number(), was.thread(), was.status(), content, "");
    }

    @Test
    void aHistoryAsItShouldBeHasNoViolation() {
        assertEquals(Set.of(), found());
    }

    @Test
    void anAnswerThatWasTakenAndIsNotStoredIsLost() {
        answers.removeIf(answer -> answer.messageId().equals("m4"));
        assertEquals(Set.of(Check.NOTHING_ACCEPTED_IS_LOST), found());
    }

    @Test
    void anAnswerThatNeverEndsIsLost() {
        store("m4", status("streaming"));
        assertEquals(Set.of(Check.NOTHING_ACCEPTED_IS_LOST, Check.ONE_END), found());
    }

    @Test
    void anAnswerInAnotherThreadIsLost() {
        store("m4", was -> new Stored("m4", 4, "t5", was.status(), was.content(), ""));
        assertEquals(Set.of(Check.NOTHING_ACCEPTED_IS_LOST), found());
    }

    @Test
    void twoAnswersAtOnceInAThreadAreSeen() {
        taken(asked(5, "t4"), "m5", 0, 9);
        answers.add(new Stored("m5", 5, "t4", "complete", asked(5, "t4").answer(), ""));
        history.calls.add(new Call(6, "blue", second(3), second(4)));
        history.accepted.add(new Accepted(asked(6, "t4"), "m6", second(3)));
        answers.add(new Stored("m6", 6, "t4", "complete", asked(6, "t4").answer(), ""));
        assertEquals(Set.of(Check.ONE_ANSWER_AT_A_TIME), found());
    }

    @Test
    void aNumberThatIsLeftOutIsAGap() {
        List<Event> events = new ArrayList<>(history.views.peek().events());
        events.remove(2);
        history.views.add(new View("elsewhere", "m1", 0, events.subList(0, 3), Left.LEFT));
        assertEquals(Set.of(Check.NO_GAP, Check.STORED_IS_STREAMED), found());
    }

    @Test
    void twoViewersWhoSawOtherEventsAreSeen() {
        view("elsewhere", "m2", 1, token(STOPPED, 1));
        assertEquals(Set.of(Check.SAME_EVENTS), found());
    }

    @Test
    void twoEndsAreSeen() {
        view("elsewhere", "m4", 7, "cancelled {}");
        assertEquals(Set.of(Check.ONE_END), found());
    }

    @Test
    void somethingAfterTheEndIsSeen() {
        view("elsewhere", "m1", 4, complete(WHOLE), complete(WHOLE));
        assertEquals(Set.of(Check.ONE_END), found());
    }

    @Test
    void whoNeverSeesTheEndIsSeen() {
        history.views.add(new View("waiting", "m1", 0, List.of(), Left.STUCK));
        assertEquals(Set.of(Check.ONE_END), found());
    }

    @Test
    void aCompleteAnswerThatIsStoredAsInterruptedIsSeen() {
        store("m1", status("interrupted"));
        assertEquals(Set.of(Check.ONE_END), found());
    }

    @Test
    void aCompleteAnswerThatIsNotSavedAndStoredAsInterruptedIsSeen() {
        taken(asked(5, "t5"), "m5", 0, 1);
        view("asker", "m5", 0, "start {}", token(asked(5, "t5"), 0), "complete {\"finalContent\":\""
                + asked(5, "t5").token(0) + "\",\"saved\":false}");
        answers.add(new Stored("m5", 5, "t5", "interrupted", "", ""));
        assertEquals(Set.of(Check.ONE_END), found());
    }

    @Test
    void aTextThatIsNotWhatClientsSawIsSeen() {
        store("m2", content(""));
        assertEquals(Set.of(Check.STORED_IS_STREAMED), found());
    }

    @Test
    void aTextThatTheModelDidNotSayIsSeen() {
        store("m3", content(LOST.token(1)));
        assertEquals(Set.of(Check.STORED_IS_STREAMED), found());
    }

    @Test
    void aModelThatGoesOnAfterAStopIsSeen() {
        history.stops.add(new Stop("m2", "stopping", second(11)));
        assertEquals(Set.of(Check.STOPPED), found());
    }

    @Test
    void aQuestionThatTheModelWasGivenTwiceIsSeen() {
        history.calls.add(new Call(3, "blue", second(40), second(41)));
        assertEquals(Set.of(Check.ONE_MODEL_CALL), found());
    }

    @Test
    void anAnswerWhoseCopyIsNotMadeAgainIsSeen() {
        history.copiesLost = OptionalLong.of(second(20));
        history.views.add(new View("elsewhere", "m2", 0, List.of(), Left.EXPIRED));
        history.views.add(new View("elsewhere", "m1", 0, List.of(), Left.EXPIRED));
        assertEquals(Set.of(Check.COPIED_AGAIN), found());
    }

    @Test
    void moreAnswersOfAUserThanTheLimitAreSeen() {
        for (int number = 5; number < 10; number++) {
            taken(asked(number, "t" + number), "m" + number, 50, 60);
            answers.add(new Stored("m" + number, number, "t" + number, "complete",
                    asked(number, "t" + number).answer(), ""));
        }
        assertEquals(Set.of(Check.LIMITS), found());
    }

    @Test
    void serversThatDoNotAgreeAreSeen() {
        history.readings = List.of(new Reading("blue", List.of()));
        assertEquals(Set.of(Check.SERVERS_AGREE), found());
    }

    @Test
    void anUploadThatAServerDoesNotFindOrStillHasIsSeen() {
        for (UploadReading wrong : List.of(new UploadReading("blue", SENT, ""), new UploadReading("blue", SENT,
                "accepted"), new UploadReading("blue", DELETED, "indexed"))) {
            history.uploadReadings = List.of(wrong);
            assertEquals(Set.of(Check.UPLOADS_KEPT), found());
        }
    }

    @Test
    void whatIsLeftWhenAllIsOverIsSeen() {
        history.leftOver = List.of("an open answer");
        assertEquals(Set.of(Check.NOTHING_IS_LEFT), found());
    }

    @Test
    void aServerThatSaysThatItFailedIsSeen() {
        history.refused.add(new Refused("ask", 500, "INTERNAL"));
        assertEquals(Set.of(Check.NO_UNEXPECTED_REFUSAL), found());
    }
}
