package dev.rill.soak;

import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import dev.rill.server.Http2Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clients that leave, by FIN, RST or RST_STREAM, some of which come back. */
final class Leavers {
    private static final int MOST_EVENTS = 40;

    private Leavers() {
    }

    static void leaves(Turn turn) throws IOException {
        Optional<String> before = Stored.last(turn.port, turn.threadId).map(Stored::messageId);
        List<Event> seen = new ArrayList<>();
        EventStream stream = turn.ask(false);
        read(stream, turn.random.nextInt(MOST_EVENTS), seen);
        leave(stream, turn);
        turn.judge(seen.isEmpty() ? turn.newest(before) : Readers.messageId(seen), seen);
    }

    static void leavesOverHttp2(Turn turn) throws IOException {
        Optional<String> before = Stored.last(turn.port, turn.threadId).map(Stored::messageId);
        String body;
        try (Http2Stream stream = new Http2Stream(turn.port, "/chat/stream", turn.json(false))) {
            body = stream.readUntil("id: " + (1 + turn.random.nextInt(MOST_EVENTS)) + "\n\n");
            if (turn.random.nextInt(4) > 0) {
                stream.reset();
            }
        }
        List<Event> seen = Readers.events(Refusal.none(body));
        turn.judge(seen.isEmpty() ? turn.newest(before) : Readers.messageId(seen), seen);
    }

    static void resumes(Turn turn) throws IOException {
        List<Event> seen = new ArrayList<>();
        EventStream stream = turn.ask(true);
        read(stream, 1 + turn.random.nextInt(MOST_EVENTS), seen);
        leave(stream, turn);
        String messageId = Readers.messageId(seen);
        while (!seen.getLast().terminal()) {
            EventStream resumed = turn.resume(messageId, Optional.of(seen.getLast().id()));
            read(resumed, turn.random.nextInt(3) == 0 ? MOST_EVENTS / 2 : Integer.MAX_VALUE, seen);
            leave(resumed, turn);
        }
        List<Event> whole = turn.judge(messageId, seen);
        turn.require(seen.size() == whole.size(), "joined, the client saw " + seen.size() + " of " + whole.size());
        int from = turn.random.nextInt(whole.size());
        try (EventStream again = turn.resume(messageId, Optional.of(whole.get(from).id()))) {
            List<Event> rest = again.status() == 204 ? List.of() : again.rest();
            turn.require(rest.stream().map(Event::frame).toList()
                    .equals(whole.subList(from + 1, whole.size()).stream().map(Event::frame).toList()),
                    "from event " + (from + 1) + " on the replay is another one");
        }
    }

    private static void read(EventStream stream, int count, List<Event> into) throws IOException {
        for (int left = count; left > 0; left--) {
            Optional<Event> frame = stream.nextFrame();
            while (frame.isPresent() && frame.get().event().isEmpty()) {
                frame = stream.nextFrame();
            }
            if (frame.isEmpty()) {
                return;
            }
            into.add(frame.get());
        }
    }

    private static void leave(EventStream stream, Turn turn) throws IOException {
        if (turn.random.nextBoolean()) {
            stream.close();
        } else {
            stream.reset();
        }
    }
}
