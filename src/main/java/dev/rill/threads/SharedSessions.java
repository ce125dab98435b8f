package dev.rill.threads;

import java.time.Instant;
import java.util.Optional;

/**
 * Who is signed in to the page, for servers that share a database. Any thread; its store closes it. Methods throw
 * {@link ThreadStore.StoreUnavailableException} as the store's do.
 */
public interface SharedSessions {

    /**
     * Somebody who has signed in. Immutable.
     *
     * @param hash       of the secret that the browser has, at most 64 characters
     * @param whose      the same for all of one user by one means
     * @param credential what it stands for, in the words of who keeps it
     */
    record Kept(String hash, String whose, String credential, Instant expires) {
        /** Without whose it is. */
        @Override
        public String toString() {
            return "Kept[expires=" + expires + "]";
        }
    }

    /**
     * Keeps one. Those that have expired go, and the oldest where there would be too many.
     *
     * @param mostOfOne with the same {@link Kept#whose}
     */
    void keep(Kept session, Instant now, int mostOfOne, int most);

    /** Also one that has expired. */
    Optional<Kept> find(String hash);

    /** Does nothing where there is none. */
    void end(String hash);
}
