package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.frames.format.Frame;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A gate between a client whose blocks a test sends and a socket that notes what is written. */
abstract class FrameGateBed {
    static final FrameLimits LIMITS = new FrameLimits(256, 16_384, 4096, 1 << 20);
    static final Tarpit NO_ROOM = new Tarpit(0, Duration.ZERO);
    static final int AT_ONCE = 8;
    static final byte[] END = new byte[0];

    final AtomicLong nanos = new AtomicLong();
    final AtomicLong floods = new AtomicLong();
    final Client client = new Client();
    final Socket socket = new Socket();

    /** Blocks that a client sends. */
    static final class Client implements FrameSource {
        final BlockingQueue<byte[]> blocks = new LinkedBlockingQueue<>();
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
    static final class Socket implements DataWriter {
        final List<List<Frame>> writes = new ArrayList<>();

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

    FrameGate begun(Tarpit tarpit) {
        socket.writes.clear();
        return begun(tarpit, client, socket);
    }

    /** Both sides have said their SETTINGS. */
    FrameGate begun(Tarpit tarpit, Client client, Socket socket) {
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

    static void write(FrameGate gate, Frame frame) {
        gate.writer().writeNow(BufferData.create(frame.bytes()));
    }

    static Frame get(int stream) {
        return request(stream, Frame.END_STREAM, "GET", "/threads");
    }

    static Frame post(int stream) {
        return request(stream, 0, "POST", "/threads");
    }

    static Frame request(int stream, int flags, String method, String path, HeaderField... more) {
        List<HeaderField> fields = RawHttp2.request(method, path);
        fields.addAll(List.of(more));
        return Frame.of(Frame.HEADERS, flags | Frame.END_HEADERS, stream, HeaderEncoder.encode(fields));
    }

    static Frame[] gets(int first, int count) {
        Frame[] gets = new Frame[count];
        for (int i = 0; i < count; i++) {
            gets[i] = get(first + 2 * i);
        }
        return gets;
    }

    static Frame[] pings(int count) {
        Frame[] pings = new Frame[count];
        Arrays.fill(pings, Frame.of(Frame.PING, 0, 0, new byte[8]));
        return pings;
    }

    static Frame data(int stream, int bytes, boolean last) {
        return Frame.of(Frame.DATA, last ? Frame.END_STREAM : 0, stream, new byte[bytes]);
    }

    static byte[] joined(Frame... frames) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            joined.writeBytes(frame.bytes());
        }
        return joined.toByteArray();
    }

    static List<Frame> frames(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = new Frame(Arrays.copyOfRange(bytes, at, at + Frame.HEADER_BYTES)).length();
            int end = at + Frame.HEADER_BYTES + length;
            frames.add(new Frame(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        return frames;
    }

    static List<String> told(byte[] frames) {
        return told(frames(frames));
    }

    static List<String> told(List<Frame> frames) {
        return frames.stream().map(FrameGateTest::told).toList();
    }

    static String told(Frame frame) {
        List<String> types = List.of("DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING",
                "GOAWAY", "WINDOW_UPDATE", "CONTINUATION");
        return types.get(frame.type()) + " " + frame.stream();
    }
}
