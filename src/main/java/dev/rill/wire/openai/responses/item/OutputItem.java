package dev.rill.wire.openai.responses.item;

import tools.jackson.databind.node.ObjectNode;

/** A part of what a response puts out, as far as it has come. One thread. */
public sealed interface OutputItem permits SearchItem, MessageItem {

    String id();

    /** Its place in the response, from 0. */
    int index();

    ObjectNode json();
}
