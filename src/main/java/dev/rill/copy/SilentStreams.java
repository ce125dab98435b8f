package dev.rill.copy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out about streams of other servers of which nothing is heard, so that nobody looks on for ever. */
final class SilentStreams {
    private static final System.Logger LOGGER = System.getLogger(SilentStreams.class.getName());

    private final AnswerStandings standings;
    private final OrphanedCopies orphaned;
    private final Set<RemoteStream> looking = ConcurrentHashMap.newKeySet();

    SilentStreams(AnswerStandings standings, OrphanedCopies orphaned) {
        this.standings = standings;
        this.orphaned = orphaned;
    }

    /** Beside, by a thread of its own. */
    void look(RemoteStream stream) {
        if (looking.add(stream)) {
            Thread.ofVirtual().name("silent-stream").start(() -> {
                try {
                    ask(stream);
                } catch (RuntimeException e) {
                    LOGGER.log(System.Logger.Level.WARNING, "Whether answer " + stream.identity().messageId()
                            + " still runs elsewhere cannot be known now", e);
                } finally {
                    looking.remove(stream);
                }
            });
        }
    }

    private void ask(RemoteStream stream) {
        String messageId = stream.identity().messageId();
        switch (standings.of(stream.identity().owner(), messageId)) {
            case RUNS -> stream.runs();
            case INTERRUPTED -> {
                if (orphaned.end(messageId)) {
                    stream.runs(); // its end will be read
                } else {
                    stream.end(orphaned.interrupted(messageId));
                }
            }
            // its end was never copied: the thread has it
            case ENDED, UNKNOWN -> stream.log().discard();
        }
    }
}
