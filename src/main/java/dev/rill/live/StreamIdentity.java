package dev.rill.live;

/**
 * Whose stream it is and what it answers. Immutable; any thread.
 *
 * @param messageId        of the answer
 * @param continueWhenGone whether the answer goes on when the client leaves
 */
public record StreamIdentity(String owner, String threadId, String messageId, boolean continueWhenGone) {
}
