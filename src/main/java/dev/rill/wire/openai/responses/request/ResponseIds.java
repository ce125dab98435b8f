package dev.rill.wire.openai.responses.request;

import java.util.Optional;

/** What clients call a response and its items: Rill's ids behind a prefix that says what it is. Stateless. */
public final class ResponseIds {
    private static final String RESPONSE = "resp_";
    private static final String MESSAGE = "msg_";
    private static final String SEARCH = "fs_";
    private static final String CONVERSATION = "conv_";

    private ResponseIds() {
    }

    public static String response(String messageId) {
        return RESPONSE + messageId;
    }

    public static String message(String messageId) {
        return MESSAGE + messageId;
    }

    /** @param number of the search in its answer, from 0 */
    public static String search(String messageId, int number) {
        return SEARCH + messageId + (number == 0 ? "" : "_" + number);
    }

    /** A thread that began as a conversation. */
    public static String conversation(String name) {
        return CONVERSATION + name;
    }

    public static boolean isConversation(String threadId) {
        return threadId.startsWith(CONVERSATION);
    }

    /** The answer's; empty where that is no response's id. */
    public static Optional<String> answerOf(String responseId) {
        return behind(RESPONSE, responseId);
    }

    /** The message's; empty where an item is none. */
    static Optional<String> messageOf(String itemId) {
        return behind(MESSAGE, itemId);
    }

    private static Optional<String> behind(String prefix, String id) {
        return Optional.of(id).filter(named -> named.startsWith(prefix)).map(named -> named.substring(prefix.length()));
    }
}
