package dev.rill.live;

import dev.rill.stream.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stream's log tells of it. Stateless. */
public final class StreamHistory {

    private StreamHistory() {
    }

    /** How it ended; empty where it has not, or its log was given up. Any thread. */
    public static Optional<StreamEvent.Terminal> end(ReadableStream stream) {
        return stream.log().peek(stream.log().lastId() - 1) instanceof EventLog.Read.Frames(byte[] frames, long _)
                && stream.codec().decode(frames).getLast() instanceof StreamEvent.Terminal last
                ? Optional.of(last) : Optional.empty();
    }

    /** What has happened so far, from the first event on; empty where not all of it is held any more. Any thread. */
    public static Optional<List<StreamEvent>> of(ReadableStream stream) {
        List<StreamEvent> events = new ArrayList<>();
        long last = 0;
        while (true) {
            switch (stream.log().peek(last)) {
                case EventLog.Read.Frames frames -> {
                    events.addAll(stream.codec().decode(frames.bytes()));
                    last = frames.lastId();
                }
                case EventLog.Read.Nothing _, EventLog.Read.End _ -> {
                    return Optional.of(events);
                }
                case EventLog.Read.Gone _ -> {
                    return Optional.empty();
                }
            }
        }
    }
}
