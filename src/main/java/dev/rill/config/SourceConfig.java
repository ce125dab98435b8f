package dev.rill.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One of several places that documents come from. Immutable; any thread. */
public sealed interface SourceConfig {
    /** What the paths of its documents begin with. */
    String name();

    /** A folder of this machine, which need not be there all the time. */
    record Folder(String name, Path folder) implements SourceConfig {
    }

    /**
     * A branch of a Git repository.
     *
     * @param branch   the repository's own choice where there is none
     * @param below    a folder in it; empty for all of it
     * @param interval between two looks
     * @param user     that goes with the token
     */
    record Git(String name, URI repository, Optional<String> branch, String below, Duration interval, String user,
               Optional<Secret> token) implements SourceConfig {
    }

    /**
     * Pages of a website.
     *
     * @param start    the page to begin with, below whose folder the others are
     * @param sitemap  which pages there are; they are found by their links where there is none
     * @param interval between two looks
     * @param pages    at the most
     * @param delay    between two requests
     * @param anywhere whether it may be on a machine that is not on the internet
     */
    record Website(String name, URI start, Optional<URI> sitemap, Duration interval, int pages, Duration delay,
                   boolean anywhere) implements SourceConfig {
    }
}
