package dev.rill.http.access;

import dev.rill.rights.Reader;
import java.util.Set;

/**
 * Who asks. Immutable.
 *
 * @param id     owns threads and streams; empty where users are not known
 * @param groups as the key file or the token names them
 */
public record User(String id, Role role, Set<String> groups) {

    private static final int MAX_CHARS = 200;

    /** Everybody, where users are not known. */
    public static final User ANYBODY = new User("", Role.ADMIN);

    /** {@code METRICS} may only scrape; {@code ADMIN} sees all streams. */
    public enum Role { USER, ADMIN, METRICS }

    public User {
        groups = Set.copyOf(groups);
    }

    /** One who is in no group. */
    public User(String id, Role role) {
        this(id, role, Set.of());
    }

    /** Whether what a token says can be a user's id. */
    public static boolean canBe(String id) {
        return !id.isBlank() && id.length() <= MAX_CHARS && id.chars().noneMatch(Character::isISOControl);
    }

    /** Whether users are known. */
    public boolean known() {
        return !id.isEmpty();
    }

    /** As whom the documents are read. */
    public Reader reader() {
        return Reader.of(id, groups, role == Role.ADMIN);
    }
}
