package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.model.ModelCall;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.CancelledException;
import dev.rill.stream.Cancellation.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A call is cancelled in each phase; the server sees its connection close, though nothing else would end it for
 * minutes.
 */
class CancellationPhasesTest {

    private final ModelBed bed = new ModelBed(ModelBed.PATIENT);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void beforeTheConnectionNothingIsSent() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel(Reason.STOPPED);
        try (ModelCall call = bed.client.call(ModelBed.question("How?"), cancellation)) {
            assertThrows(CancelledException.class, call::next);
        }
        assertEquals(0, bed.fake.accepted());
    }

    @Test
    void whileConnecting() throws IOException {
        List<Socket> backlog = new ArrayList<>();
        try (ServerSocket full = new ServerSocket()) {
            full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            fill(full, backlog);
            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/v1");
            try (OpenAiServer server = new OpenAiServer(ModelBed.settings(url, Optional.of("m")), new ModelLimits(
                    Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), 0,
                    Duration.ofMillis(1), Duration.ofSeconds(1)), new SocketHttpClient(url, Optional.empty()))) {
                CallRun run = CallRun.start(server.chat("m"), ModelBed.question("How?"));
                awaitWaiting(run);
                assertCancelled(run, Reason.CLIENT_GONE);
            }
        } finally {
            for (Socket socket : backlog) {
                socket.close();
            }
        }
    }

    @Test
    void beforeTheServerReads() throws Exception {
        bed.fake.onAccept(Effect.silence());
        CallRun run = bed.begin();
        ConnectionReuseTest.await(() -> bed.fake.openConnections().size() == 1);
        assertClosesUpstream(run, bed.fake.openConnections().iterator().next());
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_READ", "HEADERS_SENT", "MID_ANSWER", "TEXT_SENT", "FINISH_SENT"})
    void inTheSilenceOfEachPhase(Phase phase) throws Exception {
        bed.fake.enqueue(Answer.of("a", "b").withFault(phase, Effect.silence()));
        CallRun run = bed.begin();
        FakeConnection connection = bed.fake.takeRequest().connection();
        if (phase.compareTo(Phase.MID_ANSWER) >= 0) {
            run.take();
        }
        awaitWaiting(run);
        assertClosesUpstream(run, connection);
    }

    @Test
    void inTheMiddleOfAQuickAnswer() throws Exception {
        bed.fake.enqueue(Answer.words("word ".repeat(100_000)));
        CallRun run = bed.begin();
        run.take();
        assertClosesUpstream(run, bed.fake.takeRequest().connection());
    }

    @Test
    void whileBytesDrip() throws Exception {
        bed.fake.enqueue(Answer.of("a", "b").withFault(Phase.MID_ANSWER,
                new Effect.Drip(": \n".getBytes(), Duration.ofMillis(1))));
        CallRun run = bed.begin();
        run.take();
        assertClosesUpstream(run, bed.fake.takeRequest().connection());
    }

    @Test
    void whileWaitingForTheNextAttempt() throws Exception {
        bed.fake.byDefault(Script.status(429, Map.of("Retry-After", "9")));
        CallRun run = bed.begin();
        bed.fake.takeRequest();
        awaitWaiting(run);
        assertCancelled(run, Reason.STOPPED);
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void theReasonIsTold() throws Exception {
        for (Reason reason : Reason.values()) {
            Gate gate = new Gate();
            bed.fake.enqueue(Answer.of("a").withGate(gate));
            CallRun run = bed.begin();
            gate.awaitArrivals(1);
            assertCancelled(run, reason);
        }
    }

    @Test
    void aThousandCancelledCallsLeaveNoConnectionAndNoDescriptor() throws Exception {
        bed.ask();
        bed.fake.takeRequest();
        ConnectionReuseTest.await(() -> bed.transport.idleConnections() == 1);
        long before = descriptors();
        Phase[] phases = {Phase.REQUEST_READ, Phase.HEADERS_SENT, Phase.MID_ANSWER, Phase.FINISH_SENT};
        List<Long> micros = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            List<CallRun> runs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                bed.fake.enqueue(Answer.of("a", "b").withFault(phases[i % phases.length], Effect.silence()));
                runs.add(bed.begin());
            }
            List<FakeConnection> connections = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                connections.add(bed.fake.takeRequest().connection());
            }
            long cancelled = System.nanoTime();
            runs.forEach(run -> run.cancellation().cancel(Reason.CLIENT_GONE));
            for (FakeConnection connection : connections) {
                micros.add((connection.closed().get(Guard.SECONDS, TimeUnit.SECONDS) - cancelled) / 1000);
            }
            for (CallRun run : runs) {
                assertThrows(CancelledException.class, run::awaitEnd);
            }
        }
        ConnectionReuseTest.await(() -> bed.fake.openConnections().isEmpty());
        assertEquals(0, bed.transport.idleConnections());
        ConnectionReuseTest.await(() -> descriptors() <= before + 2);
        micros.sort(null);
        System.out.println("upstream closed after cancel, 50 at once: median " + micros.get(500) + " us, 99 % "
                + micros.get(989) + " us, most " + micros.getLast() + " us");
        assertEquals("Hello there", bed.ask().text());
    }

    private void assertClosesUpstream(CallRun run, FakeConnection connection) throws Exception {
        assertCancelled(run, Reason.CLIENT_GONE);
        connection.closed().get(Guard.SECONDS, TimeUnit.SECONDS);
    }

    private static void assertCancelled(CallRun run, Reason reason) {
        assertTrue(run.cancellation().cancel(reason));
        assertEquals(reason, assertThrows(CancelledException.class, run::awaitEnd).reason());
    }

    /** Until the call's thread waits, so that the interrupt comes within its wait. */
    private static void awaitWaiting(CallRun run) {
        ConnectionReuseTest.await(run::waiting);
    }

    /** Connects until the kernel takes no more: what connects then waits. */
    private static void fill(ServerSocket full, List<Socket> backlog) throws IOException {
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket();
            backlog.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("the backlog has no end");
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
