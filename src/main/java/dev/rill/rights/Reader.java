package dev.rill.rights;

import java.util.HashSet;
import java.util.Set;

/**
 * Somebody who wants to see documents. Immutable; any thread.
 *
 * @param names that rights may ask for: {@code user:anna}, {@code group:hr}
 */
public record Reader(Set<String> names) {
    /** Whoever is not known: sees what everybody may see. */
    public static final Reader NOBODY = new Reader(Set.of());

    public Reader {
        names = Set.copyOf(names);
    }

    /**
     * @param user   empty where users are not known
     * @param admin  whether faults of the rights themselves are shown
     */
    public static Reader of(String user, Set<String> groups, boolean admin) {
        Set<String> names = new HashSet<>();
        if (!user.isEmpty()) {
            names.add(Readers.USER + user);
        }
        groups.forEach(group -> names.add(Readers.GROUP + group));
        if (admin) {
            names.add(Readers.ADMIN);
        }
        return new Reader(names);
    }
}
