package dev.rill.wire;

import dev.rill.chat.Conversations.Asked;
import dev.rill.copy.RemoteStreams;
import dev.rill.live.LiveStreams;
import dev.rill.live.ReadableStream;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Streams to look at: this server's own, and where servers share a database, the copies of others'. Any thread; a copy
 * may be waited for.
 */
public final class StreamFinder {
    /** An answer that was just begun, or has just ended, is copied a moment later. */
    private static final Duration COPIED_WITHIN = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final LiveStreams streams;
    private final ThreadStore store;
    private final Optional<RemoteStreams> remote;
    private final Clock clock;

    public StreamFinder(ProtocolContext context) {
        this.streams = context.streams();
        this.store = context.store();
        this.remote = context.remote();
        this.clock = context.clock();
    }

    /** One that runs or can be replayed; another owner's is unknown, and so is one that was deleted. */
    public Optional<ReadableStream> find(String owner, String messageId) {
        return streams.find(owner, messageId).<ReadableStream>map(stream -> stream)
                .or(() -> remote.flatMap(copies -> copyOf(copies, owner, messageId)));
    }

    /** That of a question which was asked before. */
    public Optional<ReadableStream> find(String owner, Asked.Before before) {
        return before.stream().<ReadableStream>map(stream -> stream).or(() -> find(owner, before.messageId()));
    }

    private Optional<ReadableStream> copyOf(RemoteStreams copies, String owner, String messageId) {
        Optional<ThreadMessage> answer = store.message(owner, messageId);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        Optional<ReadableStream> copy = copies.find(owner, messageId);
        long end = System.nanoTime() + COPIED_WITHIN.toNanos();
        while (copy.isEmpty() && mayCome(answer.get()) && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            copy = copies.find(owner, messageId);
        }
        return copy;
    }

    private boolean mayCome(ThreadMessage answer) {
        return answer.status() == MessageStatus.STREAMING || answer.timestamp()
                .plusMillis(answer.durationMillis().orElse(0)).isAfter(clock.instant().minus(COPIED_WITHIN));
    }
}
