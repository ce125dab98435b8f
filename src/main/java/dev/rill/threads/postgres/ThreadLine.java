package dev.rill.threads.postgres;

import dev.rill.stream.OnBusy;
import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.OpenAnswers.Opening;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;

/** Whose turn it is in a thread, over all servers: places in rows of {@code open_answer}. Stateless. */
final class ThreadLine {
    /** What is said to an answer that is to give way: it stays as far as it came, or goes. */
    static final String REPLACED = "replace";
    static final String ROLL_BACK = "roll_back";
    /** Of those who wait behind the one that is written. */
    private static final int MAX_WAITING = 16;
    /** Answers of one owner and thread come one after the other: the row of their thread is locked. */
    private static final String OPEN = """
            insert into open_answer (message_id, owner, thread_id, server_id, place, started_at)
            select ?, ?, ?, ?, coalesce(max(place) + 1, 0), ? from open_answer where owner = ? and thread_id = ?
            having count(*) <= ? and not exists (select 1 from message where message_id = ?)
            on conflict do nothing returning place""";
    /** Those of one server come in its own order, in which it waits beside. */
    private static final String TAKE = """
            update open_answer mine set place = 0 where message_id = ? and server_id = ? and not exists (
                select 1 from open_answer other where other.owner = mine.owner and other.thread_id = mine.thread_id
                    and other.message_id <> mine.message_id and (other.place = 0
                        or other.server_id <> mine.server_id and other.place < (select min(place) from open_answer own
                            where own.owner = mine.owner and own.thread_id = mine.thread_id
                                and own.server_id = mine.server_id)))""";
    private static final String EVICT = """
            with evicted as (delete from open_answer other using open_answer mine where mine.message_id = ?
                    and other.owner = mine.owner and other.thread_id = mine.thread_id and other.stop is not null
                    and other.server_id <> mine.server_id returning other.message_id)
            update message set status = 'interrupted', server_id = null, finished_at = current_timestamp
            where message_id in (select message_id from evicted)""";
    private static final String REPLACE = """
            with stopped as (update open_answer set stop = coalesce(stop, ?) where owner = ? and thread_id = ?
                returning message_id)
            select pg_notify('%s', message_id) from stopped""".formatted(OpenAnswerRows.CHANNEL);

    private ThreadLine() {
    }

    /** As {@link OpenAnswers#open} says. */
    static Opening open(Connection connection, String serverId, AskedQuestion question, int atOnce)
            throws SQLException {
        boolean replaces = question.onBusy().replaces() && replaced(connection, question);
        if (atOnce > 0 && count(connection, question.owner()) >= atOnce + (replaces ? 1 : 0)) {
            Optional<String> running = first(connection, question);
            return new Opening.Refused(running.isPresent() && question.onBusy() == OnBusy.REJECT
                    ? new Acceptance.ThreadBusy(running.get()) : new Acceptance.TooMany());
        }
        int ahead = question.onBusy() == OnBusy.REJECT ? 0 : MAX_WAITING;
        while (true) {
            Optional<Boolean> waits = insert(connection, serverId, question, ahead);
            if (waits.isPresent()) {
                return new Opening.Opened(waits.get());
            }
            Optional<String> running = first(connection, question);
            if (running.isPresent()) {
                return new Opening.Refused(ahead == 0 || running.get().equals(question.answerId())
                        ? new Acceptance.ThreadBusy(running.get()) : new Acceptance.LineFull(running.get()));
            }
            if (OpenAnswerRows.finds(connection, "select 1 from message where message_id = ? and owner = ?",
                    question.answerId(), question.owner())) {
                return new Opening.Refused(new Acceptance.ThreadBusy(question.answerId()));
            }
            // it ended meanwhile
        }
    }

    /** @return whether it waits; empty where it is not taken */
    private static Optional<Boolean> insert(Connection connection, String serverId, AskedQuestion question, int ahead)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(OPEN)) {
            insert.setString(1, question.answerId());
            insert.setString(2, question.owner());
            insert.setString(3, question.threadId());
            insert.setString(4, serverId);
            insert.setObject(5, question.askedAt().atOffset(ZoneOffset.UTC));
            insert.setString(6, question.owner());
            insert.setString(7, question.threadId());
            insert.setInt(8, ahead);
            insert.setString(9, question.answerId());
            try (ResultSet place = insert.executeQuery()) {
                return place.next() ? Optional.of(place.getInt(1) > 0) : Optional.empty();
            }
        }
    }

    private static boolean replaced(Connection connection, AskedQuestion question) throws SQLException {
        try (PreparedStatement stop = connection.prepareStatement(REPLACE)) {
            stop.setString(1, question.onBusy() == OnBusy.ROLLBACK ? ROLL_BACK : REPLACED);
            stop.setString(2, question.owner());
            stop.setString(3, question.threadId());
            try (ResultSet stopped = stop.executeQuery()) {
                return stopped.next();
            }
        }
    }

    /** As {@link OpenAnswers#takeTurn} says. */
    static boolean takeTurn(Connection connection, String serverId, String answerId, boolean byForce)
            throws SQLException {
        if (byForce) {
            try (PreparedStatement evict = connection.prepareStatement(EVICT)) {
                evict.setString(1, answerId);
                evict.executeUpdate();
            }
        }
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, answerId);
            take.setString(2, serverId);
            return take.executeUpdate() > 0;
        }
    }

    /** Two questions of an owner count one after the other, until they commit. */
    private static int count(Connection connection, String owner) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, owner);
            lock.execute();
        }
        try (PreparedStatement count = connection.prepareStatement(
                "select count(*) from open_answer where owner = ?")) {
            count.setString(1, owner);
            try (ResultSet counted = count.executeQuery()) {
                counted.next();
                return counted.getInt(1);
            }
        }
    }

    /** Whose turn it is in a thread; this answer itself where it is there. */
    private static Optional<String> first(Connection connection, AskedQuestion question) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select message_id from open_answer where owner = ? and thread_id = ?
                order by message_id = ? desc, place limit 1""")) {
            select.setString(1, question.owner());
            select.setString(2, question.threadId());
            select.setString(3, question.answerId());
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }
}
