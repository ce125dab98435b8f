package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import dev.rill.launch.Guard;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What the server beneath the gate is given of frames that come together, and what the client is sent. */
class FrameGateTest {
    private static final FrameLimits LIMITS = new FrameLimits(256, 16_384, 4096, 1 << 20);
    private static final Tarpit NO_ROOM = new Tarpit(0, Duration.ZERO);
    private static final int AT_ONCE = 8;
    private static final byte[] END = new byte[0];

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong floods = new AtomicLong();
    private final Client client = new Client();
    private final Socket socket = new Socket();

    /** Blocks that a client sends. */
    private static final class Client implements FrameSource {
        private final BlockingQueue<byte[]> blocks = new LinkedBlockingQueue<>();
        private boolean ended;

        void send(Frame... frames) {
            blocks.add(joined(frames));
        }

        void end() {
            blocks.add(END);
        }

        @Override
        public byte[] read() {
            try {
                byte[] block = ended ? END : blocks.poll(Guard.SECONDS, TimeUnit.SECONDS);
                ended = block == null || block == END;
                return ended ? null : block;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended = true;
                return null; // as from a socket that an interrupt has closed
            }
        }

        @Override
        public boolean awaitMore(Duration atMost) throws InterruptedException {
            if (blocks.isEmpty()) {
                Thread.sleep(atMost); // as a socket would; nothing is waited for
            }
            return !blocks.isEmpty();
        }
    }

    /** Notes what is written, write by write. */
    private static final class Socket implements DataWriter {
        private final List<List<Frame>> writes = new ArrayList<>();

        @Override
        public void writeNow(BufferData buffer) {
            writes.add(frames(buffer.readBytes()));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            writeNow(BufferData.create(buffers));
        }

        @Override
        public void write(BufferData... buffers) {
            writeNow(buffers);
        }

        @Override
        public void write(BufferData buffer) {
            writeNow(buffer);
        }

        List<Frame> all() {
            return writes.stream().flatMap(List::stream).toList();
        }
    }

    @Test
    void aRequestThatIsTakenBackInTheSameBreathIsNeverHeardOf() {
        FrameGate gate = begun(NO_ROOM);
        client.send(post(1), Frame.rstStream(1, Http2ErrorCode.CANCEL), post(3), data(3, 10, false),
                data(3, 16_384, false), Frame.rstStream(3, Http2ErrorCode.CANCEL), get(5));
        assertEquals(List.of("HEADERS 5"), told(gate.next()));
        assertEquals(List.of("WINDOW_UPDATE 0"), told(socket.all()), "what the bodies took of the window");
    }

    @Test
    void aRequestThatIsTakenBackLaterIsToldOf() {
        FrameGate gate = begun(NO_ROOM);
        client.send(post(1));
        assertEquals(List.of("HEADERS 1"), told(gate.next()));
        client.send(Frame.rstStream(1, Http2ErrorCode.CANCEL), get(3));
        assertEquals(List.of("RST_STREAM 1", "HEADERS 3"), told(gate.next()));
        assertTrue(gate.hasEnded(1));
        assertFalse(gate.hasEnded(3));
    }

    @Test
    void whatIsWrongWithABodyThatCameWithItsRequestIsTheClientsToHearOnly() {
        FrameGate gate = begun(NO_ROOM);
        Frame post = request(1, 0, "POST", "/threads", new HeaderField("content-length", "1"));
        client.send(post, data(1, 2, true), get(3));
        assertEquals(List.of("HEADERS 3"), told(gate.next()));
        assertEquals(List.of("RST_STREAM 1"), told(socket.all()));
    }

    @Test
    void bodiesAreGivenFrameByFrame() {
        FrameGate gate = begun(NO_ROOM);
        client.send(post(1), Frame.windowUpdate(1, 5), data(1, 10, false), data(1, 10, true), get(3), get(5));
        assertEquals(List.of("HEADERS 1", "WINDOW_UPDATE 1"), told(gate.next()));
        assertEquals(List.of("DATA 1"), told(gate.next()));
        assertEquals(List.of("DATA 1"), told(gate.next()));
        assertEquals(List.of("HEADERS 3", "HEADERS 5"), told(gate.next()));
    }

    @Test
    void pingsThatComeTogetherAreAnsweredTogether() {
        FrameGate gate = begun(NO_ROOM);
        Frame ping = Frame.of(Frame.PING, Frame.PADDED, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        client.send(ping, ping, ping, get(1));
        assertEquals(List.of("HEADERS 1"), told(gate.next()));
        assertEquals(1, socket.writes.size());
        for (Frame answer : socket.writes.getFirst()) {
            assertEquals("PING 0", told(answer));
            assertTrue(answer.has(Frame.ACK) && !answer.has(Frame.PADDED));
            assertEquals(0x0102_0304, answer.payloadInt(0));
        }
        assertEquals(3, socket.writes.getFirst().size());
    }

    @Test
    void settingsAreAcknowledgedBeforeTheClientIsWaitedFor() {
        FrameGate gate = begun(NO_ROOM);
        write(gate, Frame.of(Frame.SETTINGS, Frame.ACK, 0, new byte[0]));
        write(gate, Frame.of(Frame.SETTINGS, Frame.ACK, 0, new byte[0]));
        assertEquals(List.of(), socket.writes);
        client.end();
        assertNull(gate.next());
        assertEquals(List.of("SETTINGS 0", "SETTINGS 0"), told(socket.writes.getFirst()));
    }

    @Test
    void fewRequestsBeginBeforeThereIsAnAnswerAndMoreWithEachThatBegins() {
        FrameGate gate = begun(NO_ROOM);
        client.send(gets(1, 100));
        assertEquals(AT_ONCE, told(gate.next()).size());
        for (int i = 0; i < AT_ONCE; i++) {
            write(gate, Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1 + 2 * i,
                    HeaderEncoder.encode(List.of(new HeaderField(":status", "200")))));
        }
        assertEquals(4 * AT_ONCE, told(gate.next()).size());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(100 - 5 * AT_ONCE, told(gate.next()).size());
    }

    @Test
    void requestsThatWaitForTheirTurnAreForgottenWhenTheClientLeaves() {
        FrameGate gate = begun(NO_ROOM);
        client.send(gets(1, 256));
        client.end();
        int begun = 0;
        for (byte[] next = gate.next(); next != null; next = gate.next()) {
            begun += told(next).size();
        }
        assertEquals(AT_ONCE, begun);
    }

    @Test
    void nothingThatCameWithAFloodBegins() {
        FrameGate gate = begun(NO_ROOM);
        List<Frame> frames = new ArrayList<>(List.of(get(1)));
        for (int stream = 3; stream < 200; stream += 2) {
            frames.add(post(stream));
            frames.add(Frame.rstStream(stream, Http2ErrorCode.CANCEL));
        }
        client.send(frames.toArray(Frame[]::new));
        client.end();
        assertNull(gate.next());
        assertEquals("GOAWAY 0", told(socket.all()).getLast());
        assertEquals(Http2ErrorCode.ENHANCE_YOUR_CALM.number(), socket.all().getLast().payloadInt(4));
    }

    @Test
    void aWindowThatIsOpenedByCrumbsEarnsNothing() {
        assertTrue(endsBy(1), "crumbs");
        assertFalse(endsBy(100), "pieces");
    }

    /** Whether a client is cut that gives windows back as fast as it is sent pieces of that size. */
    private static boolean endsBy(int bytes) {
        return new FrameGateTest().gaveBack(bytes);
    }

    private boolean gaveBack(int bytes) {
        FrameGate gate = begun(NO_ROOM);
        client.send(get(1));
        gate.next();
        for (int i = 0; i < 3000; i++) {
            client.send(Frame.windowUpdate(1, bytes), Frame.windowUpdate(0, bytes));
        }
        client.end();
        while (gate.next() != null) {
            write(gate, data(1, bytes, false));
        }
        return told(socket.all()).getLast().equals("GOAWAY 0");
    }

    @Test
    void whoIsCutForAFloodOrLeavesManyRequestsIsTold() {
        FrameGate cut = begun(NO_ROOM);
        client.send(pings(300));
        client.end();
        assertNull(cut.next());
        assertEquals(1, floods.get());

        Client leaving = new Client();
        FrameGate left = begun(NO_ROOM, leaving, new Socket());
        leaving.send(gets(1, 51));
        leaving.end();
        drain(left);
        assertEquals(2, floods.get());

        Client few = new Client();
        FrameGate leftFew = begun(NO_ROOM, few, new Socket());
        few.send(gets(1, 50));
        few.end();
        drain(leftFew);
        assertEquals(2, floods.get());
    }

    @Test
    void headerBlocksThatAreTooLargeAreRefusedEachAndManyAreAFlood() {
        FrameGate gate = begun(NO_ROOM);
        HeaderField[] many = new HeaderField[600]; // each counts with 32 octets more
        Arrays.fill(many, new HeaderField("a", "v"));
        for (int stream = 1; stream < 40; stream += 2) {
            client.send(request(stream, Frame.END_STREAM, "GET", "/threads", many));
        }
        client.end();
        drain(gate);
        assertEquals(1, floods.get());
        assertEquals("GOAWAY 0", told(socket.all()).getLast());
    }

    private static void drain(FrameGate gate) {
        while (gate.next() != null) {
            // what the server beneath is given
        }
    }

    @Test
    void aFloodIsHeldBeforeItIsCutWhereThereIsRoom() throws Exception {
        Tarpit tarpit = new Tarpit(1, Duration.ofHours(1));
        FrameGate held = begun(tarpit);
        client.send(pings(300));
        CompletableFuture<byte[]> end = new CompletableFuture<>();
        Thread connection = Thread.ofVirtual().start(() -> end.complete(held.next()));
        Client other = new Client();
        Socket otherSocket = new Socket();
        await(() -> connection.getState() == Thread.State.TIMED_WAITING && client.blocks.isEmpty());
        assertEquals(List.of(), told(socket.all()).stream().filter(frame -> frame.startsWith("GOAWAY")).toList());

        FrameGate second = begun(tarpit, other, otherSocket);
        other.send(pings(300));
        other.end();
        assertNull(second.next());
        assertEquals("GOAWAY 0", told(otherSocket.all()).getLast());

        client.end();
        connection.interrupt();
        assertNull(end.get(Guard.SECONDS, TimeUnit.SECONDS));
        assertEquals("GOAWAY 0", told(socket.all()).getLast());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (long left = Guard.SECONDS * 100; left > 0 && !condition.getAsBoolean(); left--) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean());
    }

    private FrameGate begun(Tarpit tarpit) {
        socket.writes.clear();
        return begun(tarpit, client, socket);
    }

    /** Both sides have said their SETTINGS. */
    private FrameGate begun(Tarpit tarpit, Client client, Socket socket) {
        FrameGate gate = new FrameGate(LIMITS, client, socket, _ -> { }, tarpit, floods::incrementAndGet, () -> { },
                nanos::get);
        client.blocks.add(RawHttp2.PREFACE);
        client.send(Frame.of(Frame.SETTINGS, 0, 0, new byte[0]));
        write(gate, Frame.of(Frame.SETTINGS, 0, 0, new byte[0]));
        gate.next();
        assertEquals(List.of("SETTINGS 0"), told(gate.next()));
        socket.writes.clear();
        return gate;
    }

    private static void write(FrameGate gate, Frame frame) {
        gate.writer().writeNow(BufferData.create(frame.bytes()));
    }

    private static Frame get(int stream) {
        return request(stream, Frame.END_STREAM, "GET", "/threads");
    }

    private static Frame post(int stream) {
        return request(stream, 0, "POST", "/threads");
    }

    private static Frame request(int stream, int flags, String method, String path, HeaderField... more) {
        List<HeaderField> fields = RawHttp2.request(method, path);
        fields.addAll(List.of(more));
        return Frame.of(Frame.HEADERS, flags | Frame.END_HEADERS, stream, HeaderEncoder.encode(fields));
    }

    private static Frame[] gets(int first, int count) {
        Frame[] gets = new Frame[count];
        for (int i = 0; i < count; i++) {
            gets[i] = get(first + 2 * i);
        }
        return gets;
    }

    private static Frame[] pings(int count) {
        Frame[] pings = new Frame[count];
        Arrays.fill(pings, Frame.of(Frame.PING, 0, 0, new byte[8]));
        return pings;
    }

    private static Frame data(int stream, int bytes, boolean last) {
        return Frame.of(Frame.DATA, last ? Frame.END_STREAM : 0, stream, new byte[bytes]);
    }

    private static byte[] joined(Frame... frames) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            joined.writeBytes(frame.bytes());
        }
        return joined.toByteArray();
    }

    private static List<Frame> frames(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = new Frame(Arrays.copyOfRange(bytes, at, at + Frame.HEADER_BYTES)).length();
            int end = at + Frame.HEADER_BYTES + length;
            frames.add(new Frame(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        return frames;
    }

    private static List<String> told(byte[] frames) {
        return told(frames(frames));
    }

    private static List<String> told(List<Frame> frames) {
        return frames.stream().map(FrameGateTest::told).toList();
    }

    private static String told(Frame frame) {
        List<String> types = List.of("DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING",
                "GOAWAY", "WINDOW_UPDATE", "CONTINUATION");
        return types.get(frame.type()) + " " + frame.stream();
    }
}
