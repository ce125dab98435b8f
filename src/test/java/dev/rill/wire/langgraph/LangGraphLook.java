package dev.rill.wire.langgraph;

import dev.rill.stream.EventEncoder;
import java.util.List;
import java.util.stream.Stream;

/** LangGraph's encoder, for tests elsewhere. */
public final class LangGraphLook {

    private LangGraphLook() {
    }

    /** For a client that wants the answer's pieces. */
    public static EventEncoder encoder() {
        return encoder(List.of("messages-tuple"));
    }

    /** For a client that wants these modes. */
    public static EventEncoder encoder(List<String> modes) {
        return new RunEncoder(StreamModes.of(modes.stream()), List::of, 0);
    }
}
