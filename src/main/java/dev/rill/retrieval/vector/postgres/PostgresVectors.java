package dev.rill.retrieval.vector.postgres;

import dev.rill.retrieval.vector.SharedVectors;
import dev.rill.storage.DatabaseConnections;
import dev.rill.storage.KeptConnection;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * Shared vectors in a table of PostgreSQL, by whose clock claims end. A connection of its own, open only while there is
 * something to do; each statement is a transaction, and names its rows in the order of their keys, so that servers
 * never wait for each other in a circle.
 */
public final class PostgresVectors implements SharedVectors {
    /** A database that does not answer for so long is as good as away: whoever waits makes the vectors itself. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int DELETED_AT_ONCE = 1_000;

    private static final String FIND = """
            select key, vector, claimed_until > current_timestamp from passage_vector
            where model = ? and key = any (?)""";
    private static final String CLAIM = """
            insert into passage_vector (model, key, claimed_until)
            select ?, unnest(?::bytea[]), current_timestamp + interval '1 minute'
            on conflict (model, key) do update set claimed_until = excluded.claimed_until
            where passage_vector.vector is null and passage_vector.claimed_until <= current_timestamp
            returning key""";
    private static final String PUT = """
            insert into passage_vector (model, key, vector, claimed_until)
            select ?, made.key, made.vector, current_timestamp
            from unnest(?::bytea[], ?::bytea[]) as made (key, vector)
            on conflict (model, key) do update set vector = excluded.vector
            where passage_vector.vector is null""";
    private static final String GIVE_UP =
            "delete from passage_vector where model = ? and key = any (?) and vector is null";
    private static final String USE = """
            update passage_vector set used_at = current_timestamp
            where model = ? and key = any (?) and used_at < current_timestamp - interval '7 days'""";
    private static final String THERE = """
            select key from passage_vector where model = ? and key = any (?) and vector is not null""";
    private static final String DELETE = """
            delete from passage_vector where (model, key) in (select model, key from passage_vector
                where used_at < current_timestamp - interval '30 days' limit %d)""".formatted(DELETED_AT_ONCE);

    private final KeptConnection kept;

    public PostgresVectors(DatabaseConnections connections) {
        this.kept = new KeptConnection(connections, LONGEST_WAIT);
    }

    @Override
    public Share share(String model, List<BytesRef> keys, int most) {
        return on(connection -> {
            Map<BytesRef, float[]> made = new HashMap<>();
            Set<BytesRef> free = new LinkedHashSet<>(keys);
            try (PreparedStatement find = statement(connection, FIND, model, keys);
                 ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    BytesRef key = new BytesRef(rows.getBytes(1));
                    byte[] vector = rows.getBytes(2);
                    if (vector != null) {
                        made.put(key, StoredFloats.read(vector));
                    }
                    if (vector != null || rows.getBoolean(3)) {
                        free.remove(key);
                    }
                }
            }
            List<BytesRef> wanted = free.stream().limit(most).toList();
            return new Share(made, wanted.isEmpty() ? Set.of() : keys(connection, CLAIM, model, wanted));
        });
    }

    @Override
    public void put(String model, Map<BytesRef, float[]> vectors) {
        List<BytesRef> keys = vectors.keySet().stream().sorted().toList();
        if (keys.isEmpty()) {
            return;
        }
        on(connection -> {
            try (PreparedStatement put = statement(connection, PUT, model, keys)) {
                put.setArray(3, bytes(connection, keys.stream().map(vectors::get).map(StoredFloats::write)
                        .toArray(byte[][]::new)));
                return put.executeUpdate();
            }
        });
    }

    @Override
    public void giveUp(String model, Collection<BytesRef> keys) {
        on(connection -> update(connection, GIVE_UP, model, keys));
    }

    @Override
    public Set<BytesRef> used(String model, Collection<BytesRef> keys) {
        return on(connection -> {
            update(connection, USE, model, keys);
            Set<BytesRef> missing = new HashSet<>(keys);
            missing.removeAll(keys(connection, THERE, model, keys));
            return missing;
        });
    }

    @Override
    public void upkeep() {
        on(connection -> {
            int deleted = DELETED_AT_ONCE;
            while (deleted == DELETED_AT_ONCE) {
                try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                    deleted = delete.executeUpdate();
                }
            }
            return deleted;
        });
    }

    private static PreparedStatement statement(Connection connection, String sql, String model,
                                               Collection<BytesRef> keys) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setString(1, model);
            statement.setArray(2, bytes(connection, keys.stream().sorted()
                    .map(key -> BytesRef.deepCopyOf(key).bytes).toArray(byte[][]::new)));
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static Array bytes(Connection connection, byte[][] values) throws SQLException {
        return connection.createArrayOf("bytea", values);
    }

    private static int update(Connection connection, String sql, String model, Collection<BytesRef> keys)
            throws SQLException {
        try (PreparedStatement update = statement(connection, sql, model, keys)) {
            return update.executeUpdate();
        }
    }

    private static Set<BytesRef> keys(Connection connection, String sql, String model, Collection<BytesRef> keys)
            throws SQLException {
        Set<BytesRef> found = new HashSet<>();
        try (PreparedStatement statement = statement(connection, sql, model, keys);
             ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new BytesRef(rows.getBytes(1)));
            }
        }
        return found;
    }

    private <T> T on(KeptConnection.Work<T> work) {
        try {
            return kept.on(work);
        } catch (SQLException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        kept.close();
    }
}
