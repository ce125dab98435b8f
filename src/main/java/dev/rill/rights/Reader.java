package dev.rill.rights;

import java.util.HashSet;
import java.util.Set;

/**
 * Somebody who wants to see documents. Immutable; any thread.
 *
 * @param names that rights may ask for: {@code user:anna}, {@code group:hr}; and in which threads somebody asks
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
        names.add(Readers.USER + user); // whoever is not known owns what nobody else can
        groups.forEach(group -> names.add(Readers.GROUP + group));
        if (admin) {
            names.add(Readers.ADMIN);
        }
        return new Reader(names);
    }

    /** The same, who asks in a thread: what was added to it is found as well. */
    public Reader in(String threadId) {
        return with(Readers.THREAD + threadId);
    }

    /** The same, whatever thread it is in that something was added to. */
    public Reader inOwnThreads() {
        return with(Readers.ANY_THREAD);
    }

    private Reader with(String name) {
        Set<String> more = new HashSet<>(names);
        more.add(name);
        return new Reader(more);
    }

    boolean is(String name) {
        return names.contains(name) || name.startsWith(Readers.THREAD) && names.contains(Readers.ANY_THREAD);
    }
}
