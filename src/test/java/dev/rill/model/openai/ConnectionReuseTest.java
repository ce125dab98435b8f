package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelFault;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which connections serve another call, and which never do. */
class ConnectionReuseTest {
    private final ModelBed bed = new ModelBed(ModelBed.PATIENT);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void oneConnectionServesCallAfterCall() {
        for (int i = 0; i < 20; i++) {
            assertEquals("Hello there", bed.ask().text());
            await(() -> bed.transport.idleConnections() == 1);
        }
        assertEquals(1, bed.fake.accepted());
        assertEquals(1, bed.fake.openConnections().size());
    }

    @Test
    void aRefusalLeavesTheConnectionInUse() {
        bed.fake.enqueue(Script.status(500), Script.status(500), Script.status(401));
        bed.ask();
        bed.ask();
        assertEquals(1, bed.fake.accepted());
    }

    @Test
    void aConnectionThatTheServerClosedWhileIdleIsReplacedUnseen() throws Exception {
        try (ModelBed once = new ModelBed(new ModelLimits(Guard.TIME, Guard.TIME, Guard.TIME, Guard.TIME, 0,
                Duration.ofMillis(1), Duration.ofSeconds(1)))) {
            once.ask();
            await(() -> once.transport.idleConnections() == 1);
            // the next request on it goes into a connection that is being closed
            FakeConnection first = once.fake.requests().getFirst().connection();
            once.fake.enqueue(Answer.of("x").withFault(Phase.REQUEST_READ, Effect.fin()));
            assertEquals("Hello there", once.ask().text());
            first.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
            assertEquals(2, once.fake.accepted());
            once.fake.enqueue(Answer.of("x").withFault(Phase.REQUEST_READ, Effect.fin()));
            once.fake.enqueue(Answer.of("x").withFault(Phase.REQUEST_READ, Effect.fin()));
            assertEquals(ModelFault.Kind.UNAVAILABLE, once.ask().fault().kind());
        }
    }

    @Test
    void aConnectionThatWasCutOffIsNotUsedAgain() throws Exception {
        bed.fake.enqueue(Answer.of("a", "b").withFault(Phase.MID_ANSWER, Effect.silence()));
        CallRun run = bed.begin();
        run.take();
        run.cancellation().cancel(Cancellation.Reason.STOPPED);
        assertThrows(Cancellation.CancelledException.class, run::awaitEnd);
        FakeConnection first = bed.fake.requests().getFirst().connection();
        first.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        assertEquals(0, bed.transport.idleConnections());
        bed.ask();
        assertNotSame(first, bed.fake.requests().getLast().connection());
    }

    @Test
    void aCallThatIsClosedEarlyClosesItsConnection() throws Exception {
        bed.fake.enqueue(Answer.of("a", "b").withFault(Phase.MID_ANSWER, Effect.silence()));
        Thread caller = Thread.ofVirtual().start(() -> {
            try (ModelCall call = bed.client.call(ModelBed.question("How?"), new Cancellation())) {
                assertEquals(new ModelEvent.Text("a"), call.next());
            }
        });
        bed.fake.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        caller.join();
    }

    @Test
    void aBodyThatDoesNotEndAfterDoneClosesItsConnectionWithoutDelay() throws Exception {
        bed.fake.enqueue(Answer.of("a").withFault(Phase.DONE_SENT, Effect.silence()));
        bed.ask();
        bed.fake.takeRequest().connection().closed().get(Guard.SECONDS, TimeUnit.SECONDS);
        assertEquals(0, bed.transport.idleConnections());
    }

    @Test
    void whatComesAfterTheEndOfABodyIsNoAnswerToTheNextRequest() {
        bed.fake.enqueue(Script.raw(Effect.silence(), "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n", "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"SMUGGLED\"}}]}\n\n"));
        bed.ask();
        assertEquals("Hello there", bed.ask().text());
        assertEquals(2, bed.fake.accepted());
    }

    @Test
    void manyCallsAtOnceEachHaveAConnectionAndIdleOnesAreBounded() {
        List<CallRun> runs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            bed.fake.enqueue(Answer.of("a", "b").withDelay(Duration.ofMillis(30)));
            runs.add(bed.begin());
        }
        runs.forEach(run -> assertEquals("ab", run.text()));
        await(() -> bed.fake.openConnections().size() <= 128);
        assertTrue(bed.transport.idleConnections() <= 128);
        bed.server.close();
        await(() -> bed.fake.openConnections().isEmpty());
    }

    static void await(BooleanSupplier condition) {
        long end = Guard.deadline();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within minutes");
            LockSupport.parkNanos(200_000);
        }
    }
}
