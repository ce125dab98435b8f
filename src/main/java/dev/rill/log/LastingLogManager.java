package dev.rill.log;

import java.util.logging.LogManager;

/**
 * Keeps handlers until the process ends. The JVM's own manager takes them away as soon as shutdown begins, and with
 * them what happens while running streams are drained. Made by {@code java.util.logging}, by name.
 */
public final class LastingLogManager extends LogManager {

    /** Called where shutdown begins, and before a configuration is read, when there is nothing to close. */
    @Override
    public void reset() {
    }
}
