package dev.rill.cluster;

import dev.rill.cluster.History.Reading;
import dev.rill.cluster.History.Stored;
import dev.rill.cluster.History.View;
import dev.rill.cluster.Violation.Check;
import dev.rill.http.RawHttp;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Load and faults, then rest, then what is stored, and the verdict. One thread. */
final class ClusterRun {
    /** After the last fault: leases end, the longest answer is written, and streams may still be resumed. */
    static final Duration REST = Duration.ofSeconds(100);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int ATTEMPTS = 100;

    private final Bed bed;
    private final int perUser;
    private final Duration rest;
    private final History history = new History();
    private final Tally tally = new Tally();
    private volatile long over = Long.MAX_VALUE;
    private final Run run = new Run(history, tally, () -> System.nanoTime() > over);

    ClusterRun(Bed bed) {
        this(bed, Bed.PER_USER, REST);
    }

    /**
     * @param perUser how many answers of one user may run at once
     * @param rest    after which what has not come to an end is taken for what never will
     */
    ClusterRun(Bed bed, int perUser, Duration rest) {
        this.bed = bed;
        this.perUser = perUser;
        this.rest = rest;
    }

    Tally tally() {
        return tally;
    }

    /** From now on nothing is done to the bed, and those who look on at what runs are to see its end. */
    void copiesAreLost() {
        history.copiesLost = OptionalLong.of(System.nanoTime());
    }

    /** What is done to the bed while people ask. */
    @FunctionalInterface
    interface Faults {
        void happen() throws IOException, InterruptedException;
    }

    /** Those who ask. */
    interface Crowd {

        void start();

        /** Lets nobody ask any more, and waits for those who asked. */
        void end() throws InterruptedException;
    }

    /** @param crowd makes those who ask */
    List<Violation> go(Function<Run, Crowd> crowd, Faults faults)
            throws IOException, InterruptedException, SQLException {
        Crowd asking = crowd.apply(run);
        asking.start();
        try {
            faults.happen();
        } finally {
            over = System.nanoTime() + rest.toNanos();
            asking.end();
        }
        history.calls.addAll(bed.calls.calls());
        history.leftOver = atRest();
        history.readings = readings();
        history.uploadReadings = UploadReadings.of(bed.replicas, history.uploads);
        lost();
        return new Checker(history, perUser).violations();
    }

    /** What clients noticed: refusals, answers that are not whole, and streams of other protocols that were cut. */
    List<Violation> notAsIfNothingHappened() {
        List<Violation> noticed = new ArrayList<>();
        history.refused.forEach(refused -> noticed.add(new Violation(Check.UNNOTICED, refused.toString())));
        history.told.stream().filter(told -> !told.end().equals("complete"))
                .forEach(told -> noticed.add(new Violation(Check.UNNOTICED, told.toString())));
        history.views.stream().filter(view -> view.events().isEmpty()
                        || !view.events().getLast().event().equals("complete"))
                .forEach(view -> noticed.add(new Violation(Check.UNNOTICED, view.toString())));
        return noticed;
    }

    /** @return what does not come to an end */
    private List<String> atRest() throws SQLException {
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() < over) {
            LockSupport.parkNanos(LOOK.toNanos());
            left = left();
        }
        return left;
    }

    private List<String> left() throws SQLException {
        List<String> left = new ArrayList<>(bed.calls.goingOn());
        query("select message_id, server_id, place, stop from open_answer", row -> left.add("open_answer "
                + row.getString(1) + " of " + row.getString(2) + " at " + row.getInt(3) + " " + row.getString(4)));
        query("select message_id from message where status = 'streaming'",
                row -> left.add("still streaming: " + row.getString(1)));
        return left;
    }

    private List<Reading> readings() throws IOException, SQLException {
        Map<String, List<Stored>> threads = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        int[] asked = new int[1];
        query("select thread_id, message_id, role, status, content, error_code, owner from message "
                + "order by owner, thread_id, seq", row -> {
            String thread = row.getString(1);
            owners.put(thread, row.getString(7));
            if (row.getString(3).equals("user")) {
                asked[0] = Calls.number(row.getString(5));
            } else {
                threads.computeIfAbsent(thread, _ -> new ArrayList<>()).add(new Stored(row.getString(2), asked[0],
                        thread, row.getString(4), row.getString(5), row.getString(6)));
            }
        });
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading("the database", threads.values().stream().flatMap(List::stream).toList()));
        for (Replica replica : bed.replicas) {
            List<Stored> all = new ArrayList<>();
            for (String thread : threads.keySet()) {
                all.addAll(thread(replica, thread, owners.get(thread)));
            }
            readings.add(new Reading(replica.name, all));
        }
        return readings;
    }

    private static List<Stored> thread(Replica replica, String thread, String user) throws IOException {
        RawHttp.Response response = get(replica, thread, user);
        for (int attempt = 0; attempt < ATTEMPTS && response.status() >= 500; attempt++) {
            LockSupport.parkNanos(LOOK.toNanos());
            response = get(replica, thread, user);
        }
        List<Stored> all = new ArrayList<>();
        int asked = 0;
        for (JsonNode message : response.json().path("messages")) {
            if (message.get("role").stringValue().equals("user")) {
                asked = Calls.number(message.get("content").stringValue());
            } else {
                all.add(new Stored(message.get("id").stringValue(), asked, thread,
                        message.get("status").stringValue(), message.get("content").stringValue(),
                        message.path("errorCode").asString("")));
            }
        }
        return all;
    }

    private static RawHttp.Response get(Replica replica, String thread, String user) throws IOException {
        return RawHttp.call(replica.front.port(), "GET", "/threads/" + thread,
                Map.of("Authorization", "Bearer " + Bed.key(user)), null);
    }

    /** How much of an answer that was interrupted clients saw beyond what is stored, by the pace of its tokens. */
    private void lost() {
        Map<String, Set<Integer>> seen = history.views.stream().collect(Collectors.groupingBy(View::messageId,
                Collectors.mapping(view -> view.after() > 0 ? 0 : StreamCheck.tokens(view).split(" ").length,
                        Collectors.toSet())));
        Map<String, Stored> stored = history.readings.getFirst().answers().stream()
                .collect(Collectors.toMap(Stored::messageId, answer -> answer));
        history.accepted.forEach(one -> {
            Stored answer = stored.get(one.messageId());
            if (answer != null) {
                tally.count("stored: " + answer.status() + " " + answer.errorCode());
            }
            if (answer != null && answer.interrupted() && seen.containsKey(one.messageId())) {
                int most = seen.get(one.messageId()).stream().mapToInt(Integer::intValue).max().orElse(0);
                int kept = answer.content().isEmpty() ? 0 : answer.content().split(" ").length;
                tally.took("text lost of an interrupted answer", Math.max(0, most - kept)
                        * one.asked().pace().toMillis());
            }
        });
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Row each) throws SQLException {
        try (Connection connection = DriverManager.getConnection(bed.databaseUrl);
                Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }
}
