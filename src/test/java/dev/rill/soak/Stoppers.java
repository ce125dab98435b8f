package dev.rill.soak;

import dev.rill.http.RawHttp;
import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients that stop their answer: anywhere in it, twice, after its end, or with the thread. */
final class Stoppers {
    private Stoppers() {
    }

    static void stops(Turn turn) throws IOException {
        try (EventStream stream = turn.ask(false)) {
            List<Event> seen = new ArrayList<>();
            int before = 1 + turn.random.nextInt(25);
            do {
                seen.add(stream.next());
            } while (seen.size() < before && !seen.getLast().terminal());
            String messageId = Readers.messageId(seen);
            long stopped = System.nanoTime();
            stop(turn, messageId, !seen.getLast().terminal());
            if (turn.random.nextInt(4) == 0) {
                stop(turn, messageId, true);
            }
            while (!seen.getLast().terminal()) {
                seen.add(stream.next());
            }
            turn.took("from a stop to the last event", (System.nanoTime() - stopped) / 1_000_000);
            turn.require(stream.rest().isEmpty(), "something follows the last event");
            if (turn.random.nextInt(4) == 0) {
                stop(turn, messageId, false);
            }
            turn.judge(messageId, seen);
        }
    }

    /** @param running whether it may still be running */
    private static void stop(Turn turn, String messageId, boolean running) throws IOException {
        RawHttp.Response answer = turn.call("DELETE", "/chat/stream/" + messageId);
        turn.require(answer.status() == 200 || running && answer.status() == 202,
                "a stop was answered with " + answer.status() + " " + answer.text());
    }

    /** Its history is gone with it, so the stream itself is all there is to see. */
    static void deletesTheThread(Turn turn) throws IOException {
        try (EventStream stream = turn.ask(false)) {
            stream.next("start");
            turn.require(turn.call("DELETE", "/threads/" + turn.threadId).status() == 200,
                    "the thread was not deleted");
            List<Event> rest = stream.rest();
            turn.require(!rest.isEmpty() && rest.getLast().terminal(), "the stream of a deleted thread has no end");
            turn.require(turn.call("GET", "/threads/" + turn.threadId).status() == 404, "the deleted thread is there");
            turn.ended(HistoryChecker.ending(rest));
        }
    }
}
