package dev.rill.threads.jdbc;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Who answers what. An answer's row names the server that writes it until it ends. Servers that share a database renew
 * a lease there, by the database's clock; what a server without one left streaming is abandoned. A server that owns its
 * database has no lease and needs none: whatever names another server is abandoned.
 */
public final class ServerLease {
    private final String serverId;
    private final boolean shared;
    private final Duration length;
    private final Dialect dialect;

    ServerLease(String serverId, boolean shared, Duration length, Dialect dialect) {
        this.serverId = serverId;
        this.shared = shared;
        this.length = length;
        this.dialect = dialect;
    }

    /** Changes nothing, and fails where nothing can be changed. */
    int touch(Handle handle) {
        return handle.execute("delete from server_lease where server_id = ''");
    }

    void renew(Handle handle) {
        if (!shared) {
            return;
        }
        String expiry = "current_timestamp + cast(:seconds as integer) * interval '1' second";
        int renewed = handle.createUpdate("update server_lease set expires_at = " + expiry
                + " where server_id = :server")
                .bind("seconds", length.toSeconds()).bind("server", serverId).execute();
        if (renewed == 0) {
            handle.createUpdate("insert into server_lease (server_id, expires_at) values (:server, " + expiry + ")")
                    .bind("seconds", length.toSeconds()).bind("server", serverId).execute();
        }
    }

    /** Ends the lease of a server that is known to have died. */
    void revoke(Handle handle, String deadServer) {
        handle.createUpdate("delete from server_lease where server_id = :server").bind("server", deadServer).execute();
    }

    /** Ids are UUIDs. Bounds keep an index that has nulls, at whichever end, from being read as a whole. */
    public static String interruptAbandoned(Dialect dialect) {
        return """
                update message set status = 'interrupted', server_id = null, finished_at = %1$s
                where server_id between '0' and 'g' and server_id <> :server and not exists (
                    select 1 from server_lease where server_lease.server_id = message.server_id and expires_at > %1$s)"""
                .formatted(dialect.now());
    }

    /** @return how many answers were turned into interrupted */
    int interruptAbandoned(Handle handle) {
        int interrupted = handle.createUpdate(interruptAbandoned(dialect)).bind("server", serverId).execute();
        handle.createUpdate("delete from server_lease where expires_at < " + dialect.now()
                        + " and server_id <> :server")
                .bind("server", serverId).execute();
        return interrupted;
    }

    /** At the end of this server: nobody will finish what it left streaming. */
    int release(Handle handle) {
        int interrupted = handle.createUpdate("""
                update message set status = 'interrupted', server_id = null, finished_at = %s
                where server_id = :server""".formatted(dialect.now())).bind("server", serverId).execute();
        revoke(handle, serverId);
        return interrupted;
    }
}
