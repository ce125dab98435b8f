package dev.rill.process;

import java.time.Duration;

/**
 * Ends this process, in order, when the one that started it has ended: a build tool that is stopped leaves its children
 * running, with their port and their data. Only where {@code -Drill.ends-with-parent=true} asks for it.
 */
public final class EndsWithParent {
    private static final String PROPERTY = "rill.ends-with-parent";
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private EndsWithParent() {
    }

    /** Watches until this process ends. */
    public static void watch() {
        if (Boolean.getBoolean(PROPERTY)) {
            ProcessHandle.current().parent()
                    .ifPresent(parent -> Thread.ofPlatform().daemon().name("parent-watch").start(() -> await(parent)));
        }
    }

    private static void await(ProcessHandle parent) {
        try {
            while (parent.isAlive()) {
                Thread.sleep(LOOK_EVERY);
            }
            System.exit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
