package dev.rill.bench.client;

import dev.rill.bench.model.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What the client is to do.
 *
 * @param port       of the server, on loopback
 * @param speaks     what is behind the port
 * @param streams    at once
 * @param tokens     of an answer
 * @param every      between two tokens; zero: as fast as they come
 * @param lasts      how long is measured
 * @param hold       whether each stream stays open for all that time; otherwise answer follows answer
 * @param pause      between two answers
 * @param leaveAfter tokens after which a client leaves, or zero
 */
public record Load(int port, Speaks speaks, int streams, int tokens, Duration every, Duration lasts, boolean hold,
                   Duration pause, int leaveAfter) {

    /** Answers one after the other, in each of so many streams. */
    public static Load answers(int port, Speaks speaks, int streams, int tokens, Duration lasts) {
        return new Load(port, speaks, streams, tokens, Duration.ZERO, lasts, false, Duration.ZERO, 0);
    }

    /** So many streams that stay open. */
    public static Load held(int port, Speaks speaks, int streams, Duration every, Duration lasts) {
        return new Load(port, speaks, streams, 1_000_000, every, lasts, true, Duration.ZERO, 0);
    }

    public Load pausing(Duration between) {
        return new Load(port, speaks, streams, tokens, every, lasts, hold, between, leaveAfter);
    }

    public Load leavingAfter(int seen) {
        return new Load(port, speaks, streams, tokens, every, lasts, hold, pause, seen);
    }

    /** As one line, for the client's process. */
    public String line() {
        return String.join(" ", Integer.toString(port), speaks.name(), Integer.toString(streams),
                Integer.toString(tokens), every.toString(), lasts.toString(), Boolean.toString(hold),
                pause.toString(), Integer.toString(leaveAfter));
    }

    /** What {@link #line} wrote. */
    public static Load of(String line) {
        String[] word = line.split(" ");
        return new Load(Integer.parseInt(word[0]), Speaks.valueOf(word[1]), Integer.parseInt(word[2]),
                Integer.parseInt(word[3]), Duration.parse(word[4]), Duration.parse(word[5]),
                Boolean.parseBoolean(word[6]), Duration.parse(word[7]), Integer.parseInt(word[8]));
    }

    StreamCheck check() {
        return speaks.check(hold);
    }

    byte[] request(long id) {
        String body = speaks.body("bench-" + id, new Order(tokens, every, id).text());
        return ("POST " + speaks.path("bench-" + id) + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }
}
