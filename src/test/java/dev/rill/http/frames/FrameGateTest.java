package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the server beneath the gate is given of frames that come together, and what the client is sent. */
class FrameGateTest extends FrameGateBed {

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
}
