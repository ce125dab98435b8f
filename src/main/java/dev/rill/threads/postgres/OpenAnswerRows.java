package dev.rill.threads.postgres;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.SharedAnswers.Said;
import dev.rill.threads.SharedAnswers.Standing;
import dev.rill.threads.SharedAnswers.Writer;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Rows of {@code open_answer}. Who stops or deletes one tells it on {@link #CHANNEL}, in the same statement. */
final class OpenAnswerRows implements OpenAnswers {
    static final String CHANNEL = "rill_answer";
    private static final String STOPPED = "stop";
    private static final String STOP = """
            with stopped as (update open_answer set stop = coalesce(stop, ?) where message_id = ? and owner = ?
                returning message_id)
            select pg_notify('%s', message_id) from stopped""".formatted(CHANNEL);
    private static final String FORGET_ONES = """
            with gone as (delete from open_answer where owner = ? and message_id = any (?) returning message_id)
            select pg_notify('%s', message_id) from gone""".formatted(CHANNEL);
    private static final String FORGET = """
            with gone as (delete from open_answer where owner = ? and thread_id = ? returning message_id)
            select pg_notify('%s', message_id) from gone""".formatted(CHANNEL);
    private static final String SWEEP = """
            delete from open_answer where not exists (select 1 from message
                where message.message_id = open_answer.message_id and message.server_id = open_answer.server_id)
            returning message_id""";
    private static final String RECOVER = "update message set content = ? where message_id = ?"
            + " and status = 'interrupted' and length(content) < length(?)";
    private static final String STANDINGS = """
            select message.message_id, message.server_id = ?, open_answer.stop
            from message left join open_answer on open_answer.message_id = message.message_id
            where message.message_id = any (?)""";
    private static final String TOLD = """
            select name, streams from server_lease
            where replicas and server_id <> ? and expires_at > current_timestamp and streams <> '' order by name""";

    private final Supplier<News> news;

    OpenAnswerRows(Supplier<News> news) {
        this.news = news;
    }

    @Override
    public Opening open(Connection connection, String serverId, AskedQuestion question, int atOnce)
            throws SQLException {
        return ThreadLine.open(connection, serverId, question, atOnce);
    }

    @Override
    public boolean takeTurn(Connection connection, String serverId, String answerId, boolean byForce)
            throws SQLException {
        return ThreadLine.takeTurn(connection, serverId, answerId, byForce);
    }

    @Override
    public void close(Connection connection, String serverId, String answerId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from open_answer where message_id = ? and server_id = ?")) {
            delete.setString(1, answerId);
            delete.setString(2, serverId);
            delete.executeUpdate();
        }
    }

    @Override
    public void forget(Connection connection, String owner, String threadId) throws SQLException {
        finds(connection, FORGET, owner, threadId);
    }

    @Override
    public void forget(Connection connection, String owner, List<String> answerIds) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET_ONES)) {
            forget.setString(1, owner);
            forget.setArray(2, connection.createArrayOf("varchar",
                    answerIds.stream().map(StoredText::clean).toArray()));
            forget.execute();
        }
    }

    @Override
    public List<String> sweep(Connection connection) throws SQLException {
        List<String> swept = new ArrayList<>();
        try (PreparedStatement sweep = connection.prepareStatement(SWEEP); ResultSet rows = sweep.executeQuery()) {
            while (rows.next()) {
                swept.add(rows.getString(1));
            }
        }
        return swept;
    }

    @Override
    public void recover(Connection connection, String answerId, String text) throws SQLException {
        String clean = StoredText.clean(text);
        String stored = clean.substring(0, Math.min(clean.length(), ThreadStore.MAX_TEXT_CHARS));
        try (PreparedStatement update = connection.prepareStatement(RECOVER)) {
            update.setString(1, stored);
            update.setString(2, answerId);
            update.setString(3, stored);
            update.executeUpdate();
        }
    }

    @Override
    public Optional<Writer> writer(Connection connection, String owner, String answerId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select open_answer.server_id, coalesce(name, '') from open_answer
                left join server_lease on server_lease.server_id = open_answer.server_id
                where message_id = ? and owner = ?""")) {
            select.setString(1, StoredText.clean(answerId));
            select.setString(2, owner);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.of(new Writer(found.getString(1), found.getString(2)))
                        : Optional.empty();
            }
        }
    }

    @Override
    public Map<String, String> running(Connection connection, String owner) throws SQLException {
        Map<String, String> running = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select thread_id, message_id from open_answer where owner = ? and place = 0")) {
            select.setString(1, owner);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    running.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return running;
    }

    @Override
    public boolean stop(Connection connection, String owner, String answerId, boolean rollBack) throws SQLException {
        try (PreparedStatement stop = connection.prepareStatement(STOP)) {
            stop.setString(1, rollBack ? ThreadLine.ROLL_BACK : STOPPED);
            stop.setString(2, StoredText.clean(answerId));
            stop.setString(3, owner);
            try (ResultSet stopped = stop.executeQuery()) {
                return stopped.next();
            }
        }
    }

    static boolean finds(Connection connection, String sql, String first, String second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, first);
            statement.setString(2, second);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    @Override
    public Map<String, Standing> standings(Connection connection, String serverId, Collection<String> answerIds)
            throws SQLException {
        Map<String, Standing> standings = new HashMap<>();
        answerIds.forEach(id -> standings.put(id, Standing.DELETED));
        try (PreparedStatement select = connection.prepareStatement(STANDINGS)) {
            select.setString(1, serverId);
            select.setArray(2, connection.createArrayOf("varchar", answerIds.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Standing here = Optional.ofNullable(rows.getString(3)).map(OpenAnswerRows::standing)
                            .orElse(Standing.RUNS);
                    standings.put(rows.getString(1), rows.getBoolean(2) ? here : Standing.LOST);
                }
            }
        }
        return standings;
    }

    private static Standing standing(String stop) {
        return switch (stop) {
            case ThreadLine.REPLACED -> Standing.REPLACED;
            case ThreadLine.ROLL_BACK -> Standing.ROLLED_BACK;
            default -> Standing.STOPPED;
        };
    }

    @Override
    public void tell(Connection connection, String serverId, String streams) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update server_lease set streams = ? where server_id = ? and streams <> ?")) {
            update.setString(1, streams);
            update.setString(2, serverId);
            update.setString(3, streams);
            update.executeUpdate();
        }
    }

    @Override
    public List<Said> told(Connection connection, String serverId) throws SQLException {
        List<Said> told = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TOLD)) {
            select.setString(1, serverId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    told.add(new Said(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return List.copyOf(told);
    }

    @Override
    public News news() {
        return news.get();
    }
}
