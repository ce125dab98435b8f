package dev.rill.chat;

import dev.rill.stream.LiveStream;
import dev.rill.stream.LiveStreams;
import dev.rill.threads.ThreadStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the texts of all open answers that have grown, in one batch a run, so that a crash costs no more than what came
 * since. Run again and again by one thread.
 */
public final class Checkpoints implements Runnable {
    private static final System.Logger LOGGER = System.getLogger(Checkpoints.class.getName());

    private final LiveStreams streams;
    private final ThreadStore store;
    private Map<String, Integer> written = new HashMap<>();

    public Checkpoints(LiveStreams streams, ThreadStore store) {
        this.streams = streams;
        this.store = store;
    }

    @Override
    public void run() {
        Map<String, Integer> lengths = new HashMap<>();
        List<ThreadStore.Checkpoint> grown = new ArrayList<>();
        for (LiveStream stream : streams.running()) {
            String messageId = stream.identity().messageId();
            int before = written.getOrDefault(messageId, 0);
            int length = stream.sentLength();
            if (length > before) {
                String text = stream.sentText();
                grown.add(new ThreadStore.Checkpoint(messageId, text));
                length = text.length();
            }
            lengths.put(messageId, length);
        }
        if (!grown.isEmpty() && !write(grown)) {
            return;
        }
        written = lengths;
    }

    private boolean write(List<ThreadStore.Checkpoint> grown) {
        try {
            store.checkpoint(grown);
            return true;
        } catch (ThreadStore.StoreUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Open answers could not be checkpointed: " + e.getMessage());
            return false;
        }
    }
}
