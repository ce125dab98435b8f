package dev.rill.soak;

import dev.rill.http.RawHttp;
import dev.rill.server.EventStream;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** One question in a thread, what the model will do with it, and the judgement at its end. Used by one thread. */
final class Turn {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final int port;
    final String threadId;
    final Random random;
    final Upstream upstream;
    private final String kind;
    private final Tally tally;
    private final String question;

    Turn(int port, String threadId, Random random, String kind, Upstream upstream, Upstreams upstreams, Tally tally) {
        this.port = port;
        this.threadId = threadId;
        this.random = random;
        this.kind = kind;
        this.upstream = upstream;
        this.tally = tally;
        this.question = upstreams.expect(Corpus.question(random), upstream);
    }

    String question() {
        return question;
    }

    /** The body of the request. */
    String json(boolean continues) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("threadId", threadId);
        body.put("message", question);
        if (continues) {
            body.put("onDisconnect", "continue");
        }
        return JsonMapper.shared().writeValueAsString(body);
    }

    EventStream ask(boolean continues) throws IOException {
        return opened(EventStream.post(port, json(continues)));
    }

    EventStream resume(String messageId, Optional<String> after) throws IOException {
        return opened(EventStream.resume(port, messageId, after));
    }

    private static EventStream opened(EventStream stream) throws IOException {
        if (stream.status() != 200 && stream.status() != 204) {
            String problem = stream.problem().toString();
            stream.close();
            Refusal.none(problem);
            throw new IOException(stream.status() + " " + problem);
        }
        return stream;
    }

    /** The stream that the thread's newest answer is, for clients that left before they knew. */
    String newest(Optional<String> before) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                Optional<String> last = Stored.last(port, threadId).map(Stored::messageId);
                if (last.isPresent() && !last.equals(before)) {
                    return last.get();
                }
            } catch (Refusal e) {
                // the question may have been taken all the same
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IOException("the question never came to the thread");
    }

    /** Waits for the stream's end, reads its whole history and holds it against what the model and the client saw. */
    List<Event> judge(String messageId, List<Event> seen) throws IOException {
        List<Event> whole;
        try (EventStream replay = resume(messageId, Optional.empty())) {
            whole = replay.rest();
        }
        Optional<Stored> stored = Stored.find(port, threadId, messageId);
        boolean late = stored.isPresent() && stored.get().open() && !HistoryChecker.savedInTime(whole);
        if (late) {
            stored = storedLate(messageId);
        }
        List<String> faults = new ArrayList<>(HistoryChecker.faults(whole, stored, upstream));
        faults.addAll(HistoryChecker.gaps(seen, whole));
        if (faults.isEmpty()) {
            tally.ended(kind, HistoryChecker.ending(whole));
            if (late) {
                tally.starved("answers that were stored late");
            }
        } else {
            tally.ended(kind, "WRONG");
            faults.add("upstream: " + upstream.name() + ", thread " + threadId + ", question " + question);
            tally.violation(kind, faults, whole);
        }
        return whole;
    }

    /** An answer that the store could not take is tried again. */
    private Optional<Stored> storedLate(String messageId) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Stored> stored = Stored.find(port, threadId, messageId);
        while (stored.isPresent() && stored.get().open() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(50_000_000);
            stored = Stored.find(port, threadId, messageId);
        }
        return stored;
    }

    /** Counts what is no stream. */
    void ended(String ending) {
        tally.ended(kind, ending);
    }

    /** Counts what only a machine without time does. */
    void starved(String what) {
        tally.starved(what);
    }

    void took(String what, long millis) {
        tally.took(what, millis);
    }

    /** What must hold of this turn beside its history. */
    void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    RawHttp.Response call(String method, String path) throws IOException {
        return Refusal.none(RawHttp.call(port, method, path));
    }
}
