package dev.rill.http.access;

/**
 * Who asks. Immutable.
 *
 * @param id owns threads and streams; empty where users are not known
 */
public record User(String id, Role role) {

    /** Everybody, where users are not known. */
    public static final User ANYBODY = new User("", Role.ADMIN);

    /** {@code METRICS} may only scrape; {@code ADMIN} sees all streams. */
    public enum Role { USER, ADMIN, METRICS }

    /** Whether users are known. */
    public boolean known() {
        return !id.isEmpty();
    }
}
