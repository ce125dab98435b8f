package dev.rill.cluster;

import dev.rill.cluster.History.Accepted;
import dev.rill.cluster.History.Left;
import dev.rill.cluster.History.Stop;
import dev.rill.cluster.History.View;
import dev.rill.http.response.Json;
import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of Rill's own protocol that does not give up: asks again under its key, and resumes behind what it has,
 * through whichever proxy, until the run is over. Each is used by one thread.
 */
final class Client {
    /** Longer than three of the servers' keep-alives. */
    static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Bed bed;
    private final Run run;
    private final String name;
    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private String messageId = "";
    private long after;
    private int enough = Integer.MAX_VALUE;

    Client(Bed bed, Run run, String name, Random random) {
        this.bed = bed;
        this.run = run;
        this.name = name;
        this.random = random;
    }

    /**
     * Asks, and follows the answer to its end.
     *
     * @param onStart is told the answer's id
     */
    void ask(Asked asked, String onDisconnect, Consumer<String> onStart) {
        bed.calls.expect(asked);
        String json = Json.object().put("threadId", asked.thread()).put("message", asked.text())
                .put("onBusy", asked.onBusy()).put("onDisconnect", onDisconnect).toString();
        while (!run.over().now()) {
            try (FrameStream stream = FrameStream.post(PATIENCE, bed.anyPort(random), "/chat/stream", json,
                    Bed.authorization(asked.user()), "Idempotency-Key: k" + asked.number())) {
                if (stream.status() == 200) {
                    if (!started(asked, stream, onStart)) {
                        continue;
                    }
                    follow(asked.user(), stream);
                    return;
                }
                String code = code(stream);
                run.refused("ask", stream.status(), code);
                if (stream.status() < 500) {
                    return;
                }
                pause(stream);
            } catch (IOException e) {
                run.tally().count("connections lost before an answer");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean started(Asked asked, FrameStream stream, Consumer<String> onStart) throws IOException {
        Optional<Event> start = event(stream);
        if (start.isEmpty()) {
            return false;
        }
        messageId = start.get().json().path("messageId").asString("");
        events.add(start.get());
        run.history().accepted.add(new Accepted(asked, messageId, System.nanoTime()));
        run.tally().count("answers: RILL");
        onStart.accept(messageId);
        return true;
    }

    /** Looks at a stream that another asked for. @param most events after which it leaves */
    void look(String user, String id, long from, int most) {
        messageId = id;
        after = from;
        enough = most;
        run.tally().count("viewers");
        resume(user);
    }

    private void follow(String user, FrameStream stream) {
        if (!read(stream)) {
            resume(user);
        } else {
            end(ended() ? Left.ENDED : Left.LEFT);
        }
    }

    /** @return whether it needs no more */
    private boolean read(FrameStream stream) {
        try {
            while (!ended() && events.size() < enough) {
                Optional<Event> next = event(stream);
                if (next.isEmpty()) {
                    return false;
                }
                events.add(next.get());
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean ended() {
        return !events.isEmpty() && events.getLast().terminal();
    }

    private void resume(String user) {
        long lost = System.nanoTime();
        while (!run.over().now()) {
            long last = events.isEmpty() ? after : Long.parseLong(events.getLast().id());
            try (FrameStream stream = FrameStream.get(PATIENCE, bed.anyPort(random), "/chat/stream/" + messageId,
                    Bed.authorization(user), last == 0 ? "Accept: */*" : "Last-Event-ID: " + last)) {
                int status = stream.status();
                if (status == 200) {
                    run.tally().took("resumed after", (System.nanoTime() - lost) / 1_000_000);
                    if (read(stream)) {
                        end(ended() ? Left.ENDED : Left.LEFT);
                        return;
                    }
                    lost = System.nanoTime();
                } else {
                    run.refused("resume", status, status == 204 ? "" : code(stream));
                    if (status < 500) {
                        end(status == 204 ? Left.ENDED : Left.EXPIRED);
                        return;
                    }
                    pause(stream);
                }
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        end(Left.STUCK);
    }

    private void end(Left left) {
        run.tally().count("views that ended with " + (ended() ? StreamCheck.ending(events.getLast()) : left));
        run.history().views.add(new View(name, messageId, after, List.copyOf(events), left));
    }

    /** Stops an answer until that is acknowledged. */
    void stop(String user, String id) {
        while (!run.over().now()) {
            try (FrameStream stream = FrameStream.send(PATIENCE, bed.anyPort(random), "DELETE", "/chat/stream/" + id,
                    Bed.authorization(user))) {
                if (stream.status() < 300) {
                    String said = json(stream).path("status").asString("");
                    run.history().stops.add(new Stop(id, said, System.nanoTime()));
                    run.tally().count("stops: " + said);
                    return;
                }
                run.refused("stop", stream.status(), code(stream));
                if (stream.status() < 500) {
                    return;
                }
                pause(stream);
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** @return empty where the stream ends, or has nothing but signs of life when the run is over */
    private Optional<Event> event(FrameStream stream) throws IOException {
        while (!run.over().now()) {
            Optional<String> frame = stream.next();
            if (frame.isEmpty()) {
                return Optional.empty();
            }
            Event event = EventStream.parse(frame.get());
            if (!event.event().isEmpty()) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    static JsonNode json(FrameStream stream) throws IOException {
        String body = stream.body();
        return body.startsWith("{") ? JsonMapper.shared().readTree(body) : Json.object();
    }

    static String code(FrameStream stream) throws IOException {
        return json(stream).path("code").asString("");
    }

    static void pause(FrameStream stream) {
        long seconds = stream.header("retry-after").map(Long::parseLong).orElse(0L);
        LockSupport.parkNanos(Math.max(PAUSE.toNanos(), Duration.ofSeconds(Math.min(seconds, 3)).toNanos()));
    }
}
