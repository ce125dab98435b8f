package dev.rill.live;

/** Streams that were asked for by Rill's own protocol. */
public final class Identities {

    private Identities() {
    }

    public static StreamIdentity of(String owner, String threadId, String messageId, boolean continueWhenGone) {
        return new StreamIdentity(owner, threadId, messageId, continueWhenGone, StreamIdentity.OWN_PROTOCOL, true);
    }
}
