package dev.rill.copy.postgres;

import dev.rill.copy.StreamCopy.News;
import dev.rill.copy.StreamCopy.Origin;
import dev.rill.copy.StreamCopy.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is written into the tables of copies. Stateless. */
final class CopyWrites {
    private static final String LATER = "current_timestamp + cast(? as bigint) * interval '1 millisecond'";
    private static final String BEGIN = """
            insert into stream_copy (message_id, owner, thread_id, protocol, started_at, expires_at)
            values (?, ?, ?, ?, ?, %s) on conflict do nothing""".formatted(LATER);
    /** Whoever seals the copy waits for this, or this for them. */
    private static final String FRAMES = """
            insert into stream_frame (message_id, last_id, frames)
            select message_id, ?, ? from stream_copy where message_id = ? and not sealed for share
            on conflict do nothing""";
    private static final String KEEP = "update stream_copy set expires_at = " + LATER
            + " where message_id = ? and not sealed";
    private static final String SEAL = "update stream_copy set sealed = true, expires_at = " + LATER
            + " where message_id = ? and not sealed";
    private static final String FORGET = """
            with gone as (delete from stream_copy where message_id = ? returning message_id)
            delete from stream_frame using gone where stream_frame.message_id = gone.message_id""";
    private static final String EXPIRED = """
            with gone as (delete from stream_copy where expires_at < current_timestamp returning message_id)
            delete from stream_frame using gone where stream_frame.message_id = gone.message_id""";

    private CopyWrites() {
    }

    /** News of one kind go together; those of one stream come in the order of these kinds. */
    static List<Written> write(Connection connection, List<News> news) throws SQLException {
        List<Written> written = new ArrayList<>(Collections.nCopies(news.size(), Written.DONE));
        batch(connection, FORGET, News.Forget.class, news, written, (statement, one) ->
                statement.setString(1, one.messageId()));
        batch(connection, BEGIN, News.Begin.class, news, written, (statement, one) -> {
            Origin origin = one.origin();
            statement.setString(1, one.messageId());
            statement.setString(2, origin.owner());
            statement.setString(3, origin.threadId());
            statement.setString(4, origin.protocol());
            statement.setObject(5, origin.startTime().atOffset(ZoneOffset.UTC));
            statement.setLong(6, one.keep().toMillis());
        });
        batch(connection, KEEP, News.Keep.class, news, written, (statement, one) -> {
            statement.setLong(1, one.keep().toMillis());
            statement.setString(2, one.messageId());
        });
        batch(connection, FRAMES, News.Frames.class, news, written, (statement, one) -> {
            statement.setLong(1, one.lastId());
            statement.setBytes(2, one.frames());
            statement.setString(3, one.messageId());
        });
        batch(connection, SEAL, News.Seal.class, news, written, (statement, one) -> {
            statement.setLong(1, one.keep().toMillis());
            statement.setString(2, one.messageId());
        });
        return written;
    }

    /** Sets the parameters of one. */
    private interface Parameters<N> {
        void set(PreparedStatement statement, N one) throws SQLException;
    }

    private static <N extends News> void batch(Connection connection, String sql, Class<N> kind, List<News> news,
                                               List<Written> written, Parameters<N> parameters) throws SQLException {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            if (kind.isInstance(news.get(i))) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int place : places) {
                parameters.set(statement, kind.cast(news.get(place)));
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0 && kind != News.Forget.class) {
                    written.set(places.get(i), Written.REFUSED);
                }
            }
        }
    }

    static boolean seal(Connection connection, String messageId, long lastId, byte[] terminal, Duration keep)
            throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select sealed from stream_copy where message_id = ? for update")) {
            lock.setString(1, messageId);
            try (ResultSet copy = lock.executeQuery()) {
                if (!copy.next() || copy.getBoolean(1)) {
                    return false;
                }
            }
        }
        if (CopyReads.standings(connection, List.of(messageId)).get(messageId).lastId() != lastId) {
            return false;
        }
        News.Frames last = new News.Frames(messageId, terminal, lastId + 1);
        write(connection, List.of(last, new News.Seal(messageId, keep)));
        return true;
    }

    static int deleteExpired(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(EXPIRED)) {
            return delete.executeUpdate();
        }
    }
}
