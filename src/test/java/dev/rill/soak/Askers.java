package dev.rill.soak;

import dev.rill.http.RawHttp;
import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Clients whose question is refused or answered as a whole. */
final class Askers {
    private Askers() {
    }

    static void asksTwice(Turn turn) throws IOException {
        try (EventStream stream = turn.ask(false)) {
            List<Event> seen = new ArrayList<>(List.of(stream.next()));
            RawHttp.Response second = RawHttp.json(turn.port, "POST", "/chat/stream", turn.json(false));
            seen.addAll(stream.rest());
            if (second.status() == 200) {
                Event start = EventStream.parse(second.text().split("\n\n")[0]);
                turn.require(!time(seen.getLast()).isAfter(time(start)),
                        "two answers ran in one thread: " + second.text());
                turn.starved("second questions that came after the end");
            } else {
                turn.require(second.status() == 409, "a second question was answered with " + second.status());
                turn.require(second.json().path("code").asString("").equals("THREAD_BUSY")
                        && second.json().path("messageId").asString("").equals(Readers.messageId(seen)), second.text());
            }
            turn.judge(Readers.messageId(seen), seen);
        }
    }

    private static Instant time(Event event) {
        return Instant.parse(event.json().get("timestamp").stringValue());
    }

    static void asksForTheWhole(Turn turn) throws IOException {
        Optional<String> before = Stored.last(turn.port, turn.threadId).map(Stored::messageId);
        if (turn.random.nextInt(4) == 0) {
            leavesTheWhole(turn);
            turn.judge(turn.newest(before), List.of());
            return;
        }
        RawHttp.Response answer = Refusal.none(RawHttp.json(turn.port, "POST", "/chat", turn.json(false)));
        if (answer.status() == 200) {
            turn.require(answer.json().get("answer").stringValue().equals(turn.upstream.text()),
                    "the answer is not what the model sent: " + answer.text());
        } else {
            turn.require(answer.status() >= 502 && answer.status() <= 504
                    && turn.upstream.endings().contains(answer.json().path("code").asString("")), answer.text());
        }
        turn.judge(turn.newest(before), List.of());
    }

    private static void leavesTheWhole(Turn turn) throws IOException {
        try (RawHttp http = new RawHttp(turn.port)) {
            http.send("POST", "/chat", Map.of("Content-Type", "application/json"),
                    turn.json(false).getBytes(StandardCharsets.UTF_8));
            LockSupport.parkNanos(turn.random.nextInt(1_000_000_000));
        }
    }

    static void asksBadly(Turn turn) throws IOException {
        String host = "localhost:" + turn.port;
        int status = switch (turn.random.nextInt(9)) {
            case 0 -> post(turn, "{\"threadId\":");
            case 1 -> post(turn, "{\"threadId\":\"t\",\"message\":\"m\",\"unknown\":1}");
            case 2 -> post(turn, "{\"threadId\":\"t\",\"message\":\"  \"}");
            case 3 -> post(turn, "[".repeat(10_000));
            case 4 -> RawHttp.call(turn.port, "GET", "/threads", Map.of("Host", "evil.example"), null).status();
            case 5 -> RawHttp.call(turn.port, "POST", "/chat/stream", Map.of("Host", host, "Content-Type",
                    "application/json", "Content-Length", "100000000"), new byte[0]).status();
            case 6 -> RawHttp.call(turn.port, "GET", "/" + "x".repeat(8192) + "?" + "y".repeat(8192)).status();
            case 7 -> turn.call("DELETE", "/chat/stream/unknown").status();
            default -> RawHttp.call(turn.port, "PUT", "/chat", Map.of("Host", host),
                    "{}".getBytes(StandardCharsets.UTF_8)).status();
        };
        turn.require(status >= 400 && status < 500, "a bad request was answered with " + status);
        turn.ended(Integer.toString(status));
    }

    private static int post(Turn turn, String body) throws IOException {
        return RawHttp.json(turn.port, "POST", "/chat/stream", body).status();
    }
}
