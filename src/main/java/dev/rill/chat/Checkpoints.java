package dev.rill.chat;

import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.threads.ThreadStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what all open answers have grown by, in one batch a run, so that a crash costs no more than what came since.
 * Run again and again by one thread.
 */
public final class Checkpoints implements Runnable {
    private static final System.Logger LOGGER = System.getLogger(Checkpoints.class.getName());
    private static final Written NOTHING = new Written(0, 0);

    private final LiveStreams streams;
    private final ThreadStore store;
    private Map<String, Written> written = new HashMap<>();

    public Checkpoints(LiveStreams streams, ThreadStore store) {
        this.streams = streams;
        this.store = store;
    }

    /** How much of a text the store has. */
    private record Written(int chars, int codePoints) {
        private Written plus(String text) {
            return new Written(chars + text.length(), codePoints + text.codePointCount(0, text.length()));
        }
    }

    @Override
    public void run() {
        Map<String, Written> now = new HashMap<>();
        List<ThreadStore.Checkpoint> growth = new ArrayList<>();
        for (LiveStream stream : streams.running()) {
            if (!stream.identity().stored()) {
                continue;
            }
            String messageId = stream.identity().messageId();
            Written before = written.getOrDefault(messageId, NOTHING);
            String grown = stream.sentText(before.chars());
            if (!grown.isEmpty()) {
                growth.add(new ThreadStore.Checkpoint(messageId, before.codePoints(), grown));
            }
            now.put(messageId, before.plus(grown));
        }
        if (growth.isEmpty() || write(growth)) {
            written = now;
        }
    }

    private boolean write(List<ThreadStore.Checkpoint> growth) {
        try {
            store.checkpoint(growth);
            return true;
        } catch (ThreadStore.StoreUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Open answers could not be checkpointed: " + e.getMessage());
            return false;
        }
    }
}
