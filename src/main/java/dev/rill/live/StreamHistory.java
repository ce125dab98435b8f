package dev.rill.live;

import dev.rill.stream.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stream's log tells of it. Stateless. */
public final class StreamHistory {

    private StreamHistory() {
    }

    /** What has happened so far, from the first event on; empty where not all of it is held any more. Any thread. */
    public static Optional<List<StreamEvent>> of(LiveStream stream) {
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
