package dev.rill.threads.jdbc.lease;

/**
 * How a server shares its database.
 *
 * @param replicas whether others are meant to
 * @param name     by which people know this server
 * @param atOnce   how many answers of an owner may be written at once, on all of them; zero: any number
 */
public record ReplicaSettings(boolean replicas, String name, int atOnce) {
    /** For itself alone, and with no name. */
    public static final ReplicaSettings ALONE = new ReplicaSettings(false, "", 0);
}
