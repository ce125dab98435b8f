package dev.rill.threads.jdbc.lease;

import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.StoredText;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Who answers what. An answer's row names the server that writes it until it ends. Servers that share a database renew
 * a lease there, by the database's clock; what a server without one left streaming is abandoned. A server that owns its
 * database has no lease and needs none: whatever names another server is abandoned.
 *
 * <p>A database that was away looks, when it is back, as if everybody had died. So nobody judges others whose own lease
 * is more than half over, nor for the length of a lease after it was: by then all that live have renewed theirs.
 */
public final class ServerLease {
    private static final String AFTER = "current_timestamp + cast(%s as integer) * interval '1 millisecond'";
    private static final String MAY_JUDGE = " and exists (select 1 from server_lease where server_id = :server"
            + " and judges_from <= current_timestamp and expires_at > " + AFTER.formatted(":half") + ")";

    private final String serverId;
    private final boolean shared;
    private final Optional<OpenAnswers> open;
    private final ReplicaSettings settings;
    private final Duration length;
    private final Dialect dialect;
    private final ConcurrentLinkedQueue<String> orphans = new ConcurrentLinkedQueue<>();

    /**
     * @param shared whether other servers may use the database
     * @param open   where they are meant to
     */
    public ServerLease(String serverId, boolean shared, Optional<OpenAnswers> open, ReplicaSettings settings,
                Duration length, Dialect dialect) {
        this.serverId = serverId;
        this.shared = shared;
        this.open = open;
        this.settings = settings;
        this.length = length;
        this.dialect = dialect;
    }

    /** Another server that may live. */
    record Rival(String serverId, String name, boolean replica, Instant expires, Duration left) {
    }

    /** Changes nothing, and fails where nothing can be changed. */
    public int touch(Handle handle) {
        return handle.execute("delete from server_lease where server_id = ''");
    }

    /** @return false where there is none to renew any more, and {@link #take} has to come first */
    boolean renew(Handle handle) {
        return whole(half(handle.createUpdate("""
                update server_lease set expires_at = %1$s, judges_from = case
                    when expires_at < %2$s then %1$s else judges_from end
                where server_id = :server and expires_at > current_timestamp"""
                .formatted(AFTER.formatted(":length"), AFTER.formatted(":half"))))).execute() > 0;
    }

    /**
     * Takes a lease where nobody has one who does not share the database as this server does. Two at once come one
     * after the other.
     *
     * @return who keeps this server from it; none: it has its lease
     */
    List<Rival> take(Handle handle) {
        handle.execute("lock table server_lease in exclusive mode");
        List<Rival> rivals = handle.createQuery("""
                select server_id, name, replicas, expires_at,
                    cast(extract(epoch from expires_at - current_timestamp) * 1000 as bigint)
                from server_lease where server_id <> :server and expires_at > current_timestamp
                order by server_id""").bind("server", serverId).map((row, context) -> new Rival(row.getString(1),
                        row.getString(2), row.getBoolean(3), dialect.instant(row, 4),
                        Duration.ofMillis(row.getLong(5)))).stream()
                .filter(rival -> !(settings.replicas() && rival.replica())).toList();
        if (rivals.isEmpty()) {
            revoke(handle, serverId);
            whole(handle.createUpdate("""
                    insert into server_lease (server_id, name, replicas, expires_at, judges_from)
                    values (:server, :name, :replicas, %1$s,
                        case when :replicas then %1$s else current_timestamp end)"""
                    .formatted(AFTER.formatted(":length"))))
                    .bind("server", serverId).bind("name", StoredText.clean(settings.name()))
                    .bind("replicas", settings.replicas()).execute();
        }
        return rivals;
    }

    private <S extends SqlStatement<S>> S whole(S statement) {
        return statement.bind("length", length.toMillis());
    }

    private <S extends SqlStatement<S>> S half(S statement) {
        return statement.bind("server", serverId).bind("half", length.toMillis() / 2);
    }

    /**
     * Ends the lease of a server that is known to have died. Where others are there, what it left streaming does not
     * wait until this one may judge them.
     *
     * @return how many answers were turned into interrupted
     */
    public int bury(Handle handle, String deadServer) throws SQLException {
        revoke(handle, deadServer);
        return settings.replicas() ? interrupt(handle, deadServer) : 0;
    }

    /** Answers of servers that died which this one has ended, each once. Any thread. */
    List<String> orphans() {
        List<String> taken = new ArrayList<>();
        for (String orphan = orphans.poll(); orphan != null; orphan = orphans.poll()) {
            taken.add(orphan);
        }
        return taken;
    }

    private static void revoke(Handle handle, String server) {
        handle.createUpdate("delete from server_lease where server_id = :server").bind("server", server).execute();
    }

    private int interrupt(Handle handle, String server) throws SQLException {
        int interrupted = handle.createUpdate("""
                update message set status = 'interrupted', server_id = null, finished_at = %s
                where server_id = :server""".formatted(dialect.now())).bind("server", server).execute();
        sweep(handle);
        return interrupted;
    }

    private void sweep(Handle handle) throws SQLException {
        if (open.isPresent()) {
            orphans.addAll(open.get().sweep(handle.getConnection()));
        }
    }

    /** Ids are UUIDs. Bounds keep an index that has nulls, at whichever end, from being read as a whole. */
    public static String interruptAbandoned(Dialect dialect) {
        return """
                update message set status = 'interrupted', server_id = null, finished_at = %1$s
                where server_id between '0' and 'g' and server_id <> :server and not exists (
                    select 1 from server_lease
                    where server_lease.server_id = message.server_id and expires_at > %1$s)"""
                .formatted(dialect.now());
    }

    /**
     * In a transaction of its own: if the database was away between {@link #renew} and this, it has to show.
     *
     * @return how many answers were turned into interrupted
     */
    public int interruptAbandoned(Handle handle) throws SQLException {
        String abandoned = interruptAbandoned(dialect);
        if (!shared) {
            return handle.createUpdate(abandoned).bind("server", serverId).execute();
        }
        int interrupted = half(handle.createUpdate(abandoned + MAY_JUDGE)).execute();
        half(handle.createUpdate("delete from server_lease where expires_at < current_timestamp"
                + " and server_id <> :server" + MAY_JUDGE)).execute();
        sweep(handle);
        return interrupted;
    }

    /** At the end of this server: nobody will finish what it left streaming. */
    public int release(Handle handle) throws SQLException {
        int interrupted = interrupt(handle, serverId);
        revoke(handle, serverId);
        return interrupted;
    }
}
