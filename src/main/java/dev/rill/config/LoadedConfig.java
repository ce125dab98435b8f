package dev.rill.config;

import java.util.List;

/** What became of reading the configuration. */
public sealed interface LoadedConfig {

    /** @param warnings for the log, a sentence each */
    record Loaded(RillConfig config, List<String> warnings) implements LoadedConfig {
    }

    /** @param errors everything that is wrong, a sentence each; never empty, and no secret is in one */
    record Invalid(List<String> errors) implements LoadedConfig {
    }
}
