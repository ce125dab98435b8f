package dev.rill.config;

import java.nio.file.Path;

/** One of several places that documents come from. Immutable; any thread. */
public sealed interface SourceConfig {
    /** What the paths of its documents begin with. */
    String name();

    /** A folder of this machine, which need not be there all the time. */
    record Folder(String name, Path folder) implements SourceConfig {
    }
}
