package dev.rill.threads.jdbc;

/**
 * How a server shares its database.
 *
 * @param replicas whether others are meant to
 * @param name     by which people know this server
 */
public record ReplicaSettings(boolean replicas, String name) {
    /** For itself alone, and with no name. */
    public static final ReplicaSettings ALONE = new ReplicaSettings(false, "");
}
