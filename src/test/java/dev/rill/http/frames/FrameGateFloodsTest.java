package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.HeaderField;
import dev.rill.launch.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What a gate takes for a flood, and what becomes of who sends one. */
class FrameGateFloodsTest extends FrameGateBed {

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
        return new FrameGateFloodsTest().gaveBack(bytes);
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
}
