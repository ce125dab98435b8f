package dev.rill.cluster;

import dev.rill.cluster.History.Accepted;
import dev.rill.cluster.History.Call;
import dev.rill.cluster.History.Left;
import dev.rill.cluster.History.Reading;
import dev.rill.cluster.History.Stop;
import dev.rill.cluster.History.Stored;
import dev.rill.cluster.History.Told;
import dev.rill.cluster.History.UploadReading;
import dev.rill.cluster.History.View;
import dev.rill.cluster.Violation.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds a history against what several servers promise together. Used by one thread, once. */
final class Checker {
    /** How much later this process may learn that a connection was closed. */
    private static final Duration LATE = Duration.ofSeconds(5);
    /** Longer than a server is ever stopped or cut off here, and its lease. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);

    /** Until when copies that were lost have to be there again. */
    private static final Duration COPIED_WITHIN = Duration.ofSeconds(4);

    private final History history;
    private final int perUser;
    private final Map<String, Stored> stored = new HashMap<>();
    private final Map<Integer, Accepted> accepted = new HashMap<>();
    private final Map<Integer, List<Call>> calls;
    private final List<Violation> violations = new ArrayList<>();

    /** @param perUser how many answers of one user may run at once, over all servers */
    Checker(History history, int perUser) {
        this.history = history;
        this.perUser = perUser;
        history.readings.stream().findFirst()
                .ifPresent(first -> first.answers().forEach(answer -> stored.put(answer.messageId(), answer)));
        history.accepted.forEach(one -> accepted.put(one.asked().number(), one));
        calls = history.calls.stream().collect(Collectors.groupingBy(Call::number));
    }

    /** The first source of the history is what the others are held against. */
    List<Violation> violations() {
        history.accepted.forEach(this::kept);
        Map<String, List<Accepted>> threads = history.accepted.stream()
                .filter(one -> !one.asked().thread().isEmpty())
                .collect(Collectors.groupingBy(one -> one.asked().user() + " " + one.asked().thread()));
        threads.values().forEach(this::oneAtATime);
        history.views.stream().collect(Collectors.groupingBy(History.View::messageId)).forEach((id, views) ->
                new StreamCheck(this::found, views, stored.get(id)).check());
        history.copiesLost.ifPresent(this::copiedAgain);
        history.told.forEach(this::told);
        history.accepted.forEach(this::content);
        history.stops.forEach(this::stopped);
        calls.forEach((number, all) -> require(all.size() == 1, Check.ONE_MODEL_CALL,
                "question " + number + " was given to the model " + all.size() + " times: " + all));
        history.accepted.stream().collect(Collectors.groupingBy(one -> one.asked().user())).forEach(this::limit);
        history.uploadReadings.forEach(this::uploadKept);
        history.readings.forEach(this::agrees);
        history.leftOver.forEach(what -> found(Check.NOTHING_IS_LEFT, what));
        history.refused.stream().filter(refused -> refused.status() == 500 || refused.status() == 400)
                .forEach(refused -> found(Check.NO_UNEXPECTED_REFUSAL, refused.toString()));
        return violations;
    }

    private void found(Check check, String what) {
        violations.add(new Violation(check, what));
    }

    private void require(boolean holds, Check check, String what) {
        if (!holds) {
            found(check, what);
        }
    }

    private void kept(Accepted one) {
        Stored answer = stored.get(one.messageId());
        if (answer == null) {
            require(rolledBack(one), Check.NOTHING_ACCEPTED_IS_LOST, "no message of " + one);
            return;
        }
        require(answer.number() == one.asked().number()
                && (one.asked().thread().isEmpty() || answer.thread().equals(one.asked().thread())),
                Check.NOTHING_ACCEPTED_IS_LOST, one + " is stored as " + answer);
        require(!answer.status().equals("streaming"), Check.NOTHING_ACCEPTED_IS_LOST, answer + " has no end");
    }

    /** Whether somebody may have asked later in the thread for it to be taken away. */
    private boolean rolledBack(Accepted one) {
        return history.accepted.stream().anyMatch(other -> other.asked().onBusy().equals("rollback")
                && other.asked().user().equals(one.asked().user())
                && other.asked().thread().equals(one.asked().thread()) && !other.messageId().equals(one.messageId()));
    }

    /** What was written until its end is not over before the model has said all; what was stopped until it is told. */
    private void oneAtATime(List<Accepted> thread) {
        for (Accepted first : thread) {
            for (Accepted second : thread) {
                if (first != second && overlap(first, second)) {
                    found(Check.ONE_ANSWER_AT_A_TIME, second + " was written while " + first + " was: "
                            + calls.get(first.asked().number()) + ", " + calls.get(second.asked().number()));
                }
            }
        }
    }

    /** Who was taken for dead, or did not hear that it is to end, may go on for itself; what it writes is not taken. */
    private boolean overlap(Accepted first, Accepted second) {
        Stored answer = stored.get(first.messageId());
        if (answer == null || answer.interrupted()) {
            return false;
        }
        long late = answer.status().equals("cancelled") ? LATE.toNanos() : 0;
        boolean forced = answer.status().equals("cancelled") && !second.asked().onBusy().equals("reject");
        return !forced && calls.getOrDefault(first.asked().number(), List.of()).stream().anyMatch(a ->
                calls.getOrDefault(second.asked().number(), List.of()).stream()
                        .anyMatch(b -> b.begun() > a.begun() && b.begun() < a.ended() - late));
    }

    private void content(Accepted one) {
        Stored answer = stored.get(one.messageId());
        if (answer == null) {
            return;
        }
        String model = one.asked().answer();
        require(answer.status().equals("complete") ? answer.content().equals(model)
                : model.startsWith(answer.content()), Check.STORED_IS_STREAMED,
                answer + " is not what the model said");
    }

    /** Nobody is told that an answer is gone which went on for a while. */
    private void copiedAgain(long lost) {
        for (View view : history.views) {
            Stored answer = stored.get(view.messageId());
            require(view.left() != Left.EXPIRED || answer == null || calls.getOrDefault(answer.number(), List.of())
                            .stream().noneMatch(call -> call.ended() - lost > COPIED_WITHIN.toNanos()),
                    Check.COPIED_AGAIN, view.viewer() + " was told that " + answer + " is gone");
        }
    }

    private void told(Told told) {
        String model = told.asked().answer();
        require(told.end().equals("complete") ? told.text().equals(model) : model.startsWith(told.text()),
                Check.STORED_IS_STREAMED, told + " is not what the model said");
        Stored answer = stored.get(told.messageId());
        if (answer != null && !told.end().isEmpty()) {
            String end = answer.interrupted() ? "error" : answer.status();
            require(told.end().equals(end), Check.ONE_END, told + " is stored as " + answer);
            require(answer.interrupted() || told.text().equals(answer.content()), Check.STORED_IS_STREAMED,
                    told + " is stored as " + answer);
        }
    }

    private void stopped(Stop stop) {
        Stored answer = stored.get(stop.messageId());
        if (answer == null || !stop.said().equals("stopping")) {
            return;
        }
        calls.getOrDefault(answer.number(), List.of()).forEach(call -> {
            require(call.ended() - stop.at() < STOPPED_WITHIN.toNanos(), Check.STOPPED,
                    "the model goes on after " + stop + ": " + call);
            require(call.begun() - stop.at() < STOPPED_WITHIN.toNanos(), Check.STOPPED,
                    "the model is asked after " + stop + ": " + call);
        });
    }

    private void limit(String user, List<Accepted> all) {
        List<Call> running = all.stream().filter(one -> {
            Stored answer = stored.get(one.messageId());
            return answer != null && answer.status().equals("complete");
        }).flatMap(one -> calls.getOrDefault(one.asked().number(), List.of()).stream()).toList();
        for (Call call : running) {
            long beside = running.stream().filter(other -> other.begun() <= call.begun()
                    && other.ended() > call.begun()).count();
            require(beside <= perUser, Check.LIMITS, user + " had " + beside + " answers at once, at " + call);
        }
    }

    /** What was taken is found by all servers, and what was deleted is known to none. */
    private void uploadKept(UploadReading reading) {
        if (!history.doubtful.contains(reading.upload())) {
            String state = history.deleted.contains(reading.upload()) ? "" : "indexed";
            require(reading.state().equals(state), Check.UPLOADS_KEPT, reading + " is not " + state);
        }
    }

    private void agrees(Reading reading) {
        Map<String, Stored> there = new HashMap<>();
        reading.answers().forEach(answer -> there.put(answer.messageId(), answer));
        if (!there.equals(stored)) {
            List<Stored> other = new ArrayList<>(there.values());
            other.removeAll(stored.values());
            found(Check.SERVERS_AGREE, reading.source() + " has " + there.size() + " of " + stored.size()
                    + " answers, others are " + other);
        }
    }
}
