package dev.rill.copy.postgres;

import dev.rill.copy.StreamCopy;
import dev.rill.copy.StreamCopy.Origin;
import dev.rill.copy.StreamCopy.Part;
import dev.rill.copy.StreamCopy.Piece;
import dev.rill.copy.StreamCopy.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is read of the tables of copies. Stateless. */
final class CopyReads {
    private static final String STANDINGS = """
            select message_id, sealed, coalesce((select max(last_id) from stream_frame
                where stream_frame.message_id = stream_copy.message_id), 0)
            from stream_copy where message_id = any (?)""";
    private static final String HEADS = """
            select message_id, owner, thread_id, protocol, started_at, sealed
            from stream_copy where message_id = any (?) and expires_at > current_timestamp""";
    private static final String FRAMES = """
            select stream_frame.message_id, stream_frame.last_id, stream_frame.frames
            from unnest(?::varchar[], ?::bigint[]) as wanted (message_id, after_id)
            join stream_frame on stream_frame.message_id = wanted.message_id and last_id > after_id
            order by stream_frame.message_id, last_id""";

    private CopyReads() {
    }

    static Map<String, Standing> standings(Connection connection, Collection<String> messageIds) throws SQLException {
        Map<String, Standing> standings = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(STANDINGS)) {
            select.setArray(1, connection.createArrayOf("varchar", messageIds.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    standings.put(rows.getString(1), new Standing(rows.getLong(3), rows.getBoolean(2)));
                }
            }
        }
        return standings;
    }

    /** Whether a copy is sealed is read before its frames, of which then none comes later. */
    static Map<String, Part> read(Connection connection, Map<String, Long> after) throws SQLException {
        Map<String, Part> heads = heads(connection, after);
        Map<String, List<Piece>> pieces = pieces(connection, after);
        Map<String, Part> parts = new HashMap<>();
        heads.forEach((messageId, head) -> {
            List<Piece> news = pieces.getOrDefault(messageId, List.of());
            if (head.origin().isPresent() || head.sealed() || !news.isEmpty()) {
                parts.put(messageId, new Part(head.origin(), news, head.sealed()));
            }
        });
        return parts;
    }

    private static Map<String, Part> heads(Connection connection, Map<String, Long> after) throws SQLException {
        Map<String, Part> heads = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(HEADS)) {
            select.setArray(1, connection.createArrayOf("varchar", after.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    boolean first = after.get(rows.getString(1)) == StreamCopy.FROM_THE_BEGINNING;
                    heads.put(rows.getString(1), new Part(first ? Optional.of(new Origin(rows.getString(2),
                            rows.getString(3), rows.getString(4),
                            rows.getObject(5, OffsetDateTime.class).toInstant())) : Optional.empty(), List.of(),
                            rows.getBoolean(6)));
                }
            }
        }
        return heads;
    }

    private static Map<String, List<Piece>> pieces(Connection connection, Map<String, Long> after)
            throws SQLException {
        List<String> ids = List.copyOf(after.keySet());
        Map<String, List<Piece>> pieces = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FRAMES)) {
            select.setArray(1, connection.createArrayOf("varchar", ids.toArray()));
            select.setArray(2, connection.createArrayOf("bigint", ids.stream().map(after::get).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    pieces.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                            .add(new Piece(rows.getBytes(3), rows.getLong(2)));
                }
            }
        }
        return pieces;
    }
}
