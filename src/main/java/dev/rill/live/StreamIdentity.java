package dev.rill.live;

/**
 * Whose stream it is and what it answers. Immutable; any thread.
 *
 * @param threadId         where the answer is stored; of one that is not, a name that no other stream has
 * @param messageId        of the answer
 * @param continueWhenGone whether the answer goes on when the client leaves
 * @param protocol         that it was asked by
 * @param stored           whether there is a thread
 */
public record StreamIdentity(String owner, String threadId, String messageId, boolean continueWhenGone,
                             String protocol, boolean stored) {
    /** Of Rill's own. */
    public static final String OWN_PROTOCOL = "rill";
}
