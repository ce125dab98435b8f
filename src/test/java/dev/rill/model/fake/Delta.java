package dev.rill.model.fake;

/** One chunk of an answer on the wire. Immutable. */
public sealed interface Delta {

    record Text(String content) implements Delta {
    }

    record Reasoning(String content) implements Delta {
    }

    /** A piece of a tool call; id and name are null in all but the first. */
    record Tool(int index, String id, String name, String arguments) implements Delta {
    }

    /** The data of an event as it stands. */
    record Data(String json) implements Delta {
    }

    /** Bytes as they stand, not made an event. */
    record Bytes(String text) implements Delta {
    }
}
