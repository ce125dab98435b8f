package dev.rill.live;

import dev.rill.stream.StreamEvent;
import java.util.Locale;

/** The way a stream ended; each stream is counted under one. */
public enum Outcome {
    COMPLETE, ERROR, CANCELLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in metrics and logs. */
    public String label() {
        return label;
    }

    static Outcome of(StreamEvent.Terminal terminal) {
        return switch (terminal) {
            case StreamEvent.Complete _ -> COMPLETE;
            case StreamEvent.Failed _ -> ERROR;
            case StreamEvent.Cancelled _ -> CANCELLED;
        };
    }
}
