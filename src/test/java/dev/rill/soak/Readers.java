package dev.rill.soak;

import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import dev.rill.server.Http2Stream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Clients that stay to the end, each in its way. */
final class Readers {
    private Readers() {
    }

    static void reads(Turn turn) throws IOException {
        long asked = System.nanoTime();
        try (EventStream stream = turn.ask(false)) {
            judge(turn, stream.rest());
            turn.took("an answer that is read", (System.nanoTime() - asked) / 1_000_000);
        }
    }

    static void readsSlowly(Turn turn) throws IOException {
        try (EventStream stream = turn.ask(false)) {
            List<Event> seen = new ArrayList<>();
            for (Optional<Event> frame = stream.nextFrame(); frame.isPresent(); frame = stream.nextFrame()) {
                if (!frame.get().event().isEmpty()) {
                    seen.add(frame.get());
                }
                LockSupport.parkNanos(turn.random.nextInt(150_000_000));
            }
            judge(turn, seen);
        }
    }

    static void readsOverHttp2(Turn turn) throws IOException {
        try (Http2Stream stream = new Http2Stream(turn.port, "/chat/stream", turn.json(false))) {
            judge(turn, events(Refusal.none(stream.readToEnd())));
        }
    }

    static void looksOn(Turn turn) throws IOException {
        try (EventStream stream = turn.ask(false)) {
            String messageId = stream.next("start").json().get("messageId").stringValue();
            List<Event> viewed;
            if (turn.random.nextBoolean()) {
                try (EventStream leaver = turn.resume(messageId, Optional.empty())) {
                    leaver.next();
                }
            }
            try (EventStream viewer = turn.resume(messageId, Optional.empty())) {
                viewed = viewer.rest();
            }
            List<Event> own = stream.rest();
            List<Event> whole = turn.judge(messageId, viewed);
            turn.require(viewed.size() == whole.size() && own.size() == whole.size() - 1,
                    "of " + whole.size() + " events the viewer saw " + viewed.size() + ", the client " + own.size());
        }
    }

    /** Until the server gives up. */
    static void neverReads(Turn turn) throws IOException {
        Optional<String> before = Stored.last(turn.port, turn.threadId).map(Stored::messageId);
        byte[] body = turn.json(false).getBytes(StandardCharsets.UTF_8);
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), turn.port));
            client.getOutputStream().write(("POST /chat/stream HTTP/1.1\r\nHost: localhost:" + turn.port
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
            try {
                turn.judge(turn.newest(before), List.of());
            } catch (IOException e) {
                client.setSoTimeout(1000);
                byte[] begin = new byte[4096];
                int length = client.getInputStream().read(begin);
                Refusal.none(new String(begin, 0, Math.max(0, length), StandardCharsets.UTF_8));
                throw e;
            }
        }
    }

    /** A client that stayed has to have seen everything. */
    private static void judge(Turn turn, List<Event> seen) throws IOException {
        turn.require(!seen.isEmpty(), "the stream was cut");
        List<Event> whole = turn.judge(messageId(seen), seen);
        turn.require(seen.size() == whole.size(), "the client saw " + seen.size() + " of " + whole.size() + " events");
    }

    static String messageId(List<Event> events) {
        return events.getFirst().json().get("messageId").stringValue();
    }

    /** The whole events of a body that may be cut. */
    static List<Event> events(String body) {
        List<Event> events = new ArrayList<>();
        int from = 0;
        for (int end = body.indexOf("\n\n"); end >= 0; end = body.indexOf("\n\n", from)) {
            Event event = EventStream.parse(body.substring(from, end + 2));
            if (!event.event().isEmpty()) {
                events.add(event);
            }
            from = end + 2;
        }
        return events;
    }
}
