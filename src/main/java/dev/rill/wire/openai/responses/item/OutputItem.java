package dev.rill.wire.openai.responses.item;

import tools.jackson.databind.node.ObjectNode;

/** A part of what a response puts out, as far as it has come. One thread. */
public abstract sealed class OutputItem permits SearchItem, MessageItem {
    private final String id;
    private final int index;
    String status = "in_progress";

    OutputItem(String id, int index) {
        this.id = id;
        this.index = index;
    }

    public final String id() {
        return id;
    }

    /** Its place in the response, from 0. */
    public final int index() {
        return index;
    }

    public abstract ObjectNode json();
}
