package dev.rill.threads.jdbc;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Who answers what. An answer's row names the server that writes it until it ends. Servers that share a database renew
 * a lease there, by the database's clock; what a server without one left streaming is abandoned. A server that owns its
 * database has no lease and needs none: whatever names another server is abandoned.
 */
public final class ServerLease {
    /** Ids are UUIDs. H2 has nulls at the end of the index: without an upper bound it would read every message. */
    public static final String INTERRUPT_ABANDONED = """
            update message set status = 'interrupted', server_id = null, finished_at = current_timestamp
            where server_id between '0' and 'g' and server_id <> :server and not exists (select 1 from server_lease
                where server_lease.server_id = message.server_id and expires_at > current_timestamp)""";

    private final String serverId;
    private final boolean shared;
    private final Duration length;

    ServerLease(String serverId, boolean shared, Duration length) {
        this.serverId = serverId;
        this.shared = shared;
        this.length = length;
    }

    void renew(Handle handle) {
        if (!shared) {
            return;
        }
        String expiry = "current_timestamp + cast(:seconds as integer) * interval '1' second";
        int renewed = handle.createUpdate("update server_lease set expires_at = " + expiry + " where server_id = :server")
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

    /** @return how many answers were turned into interrupted */
    int interruptAbandoned(Handle handle) {
        int interrupted = handle.createUpdate(INTERRUPT_ABANDONED).bind("server", serverId).execute();
        handle.createUpdate("delete from server_lease where expires_at < current_timestamp and server_id <> :server")
                .bind("server", serverId).execute();
        return interrupted;
    }

    /** At the end of this server: nobody will finish what it left streaming. */
    int release(Handle handle) {
        int interrupted = handle.createUpdate("""
                update message set status = 'interrupted', server_id = null, finished_at = current_timestamp
                where server_id = :server""").bind("server", serverId).execute();
        revoke(handle, serverId);
        return interrupted;
    }
}
