package dev.rill.threads;

import java.util.List;

/** What became of a question that was to be taken into its thread. */
public sealed interface Acceptance {

    /**
     * It is committed.
     *
     * @param before the messages before it, oldest first, without their sources
     * @param waits  whether other servers' answers are before it in its thread, and {@link ExchangeStore#takeTurn} has
     *               to come first
     */
    record Taken(List<ThreadMessage> before, boolean waits) implements Acceptance {
    }

    /** Another server is answering in the thread; nothing was taken. */
    record ThreadBusy(String answerId) implements Acceptance {
    }

    /** As many wait in the thread, on all servers, as may; nothing was taken. */
    record LineFull(String answerId) implements Acceptance {
    }

    /** The owner has as many answers running, on all servers, as are allowed at once; nothing was taken. */
    record TooMany() implements Acceptance {
    }
}
