package dev.rill.stream;

import java.net.URI;

/** Where the content of a document came from, where that is not this machine. Immutable; any thread. */
public sealed interface Origin {

    /**
     * A Git repository.
     *
     * @param id of the commit that holds the content, in hexadecimal digits
     */
    record Commit(String id) implements Origin {
    }

    /** A page of a website. */
    record Page(URI url) implements Origin {
    }
}
