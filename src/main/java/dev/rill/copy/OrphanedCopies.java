package dev.rill.copy;

import dev.rill.copy.StreamCopy.Part;
import dev.rill.copy.StreamCopy.Piece;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.EventCodec;
import dev.rill.stream.StreamEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Ends the copies of answers whose server is gone, with the event that tells who looks on, and says how far they came.
 * Any thread; what one call does another finds done. Whoever made it closes it.
 */
public final class OrphanedCopies implements AutoCloseable {
    private static final int TRIES = 5;

    private final StreamCopy copy;
    private final CopyTimes times;
    private final EventCodec codec;
    private final Clock clock;
    private final BiConsumer<String, String> recovered;

    /**
     * @param copy      which it closes
     * @param recovered takes an answer and the text that its copy has
     */
    public OrphanedCopies(StreamCopy copy, CopyTimes times, EventCodec codec, Clock clock,
                          BiConsumer<String, String> recovered) {
        this.copy = copy;
        this.times = times;
        this.codec = codec;
        this.clock = clock;
        this.recovered = recovered;
    }

    /**
     * Ends the copy, where there is one that has not ended, and tells the text that it has.
     *
     * @return whether there is one
     * @throws CopyUnavailableException where that cannot be known now
     */
    public synchronized boolean end(String messageId) {
        for (int tried = 0; tried < TRIES; tried++) {
            Part part = copy.read(Map.of(messageId, StreamCopy.FROM_THE_BEGINNING)).get(messageId);
            if (part == null || part.origin().isEmpty()) {
                return false;
            }
            long lastId = part.pieces().isEmpty() ? 0 : part.pieces().getLast().lastId();
            if (part.sealed() || copy.seal(messageId, lastId, codec.frame(lastId + 1, interrupted(messageId)),
                    times.keepEnded())) {
                text(part.pieces()).ifPresent(text -> recovered.accept(messageId, text));
                return true;
            }
        }
        return false;
    }

    /** What says that its server could not end an answer. */
    StreamEvent.Failed interrupted(String messageId) {
        return new StreamEvent.Failed(messageId, clock.instant(),
                "The server that wrote this answer is gone. What there is of it is in the thread. Please ask again.",
                ErrorCode.INTERRUPTED, Optional.empty(), ErrorCode.INTERRUPTED.retryable(), OptionalLong.empty());
    }

    private Optional<String> text(List<Piece> pieces) {
        List<StreamEvent> events = new ArrayList<>();
        long known = 0;
        for (Piece piece : pieces) {
            if (piece.firstId() > known + 1) {
                return Optional.empty();
            }
            if (piece.lastId() > known) {
                events.addAll(codec.decode(piece.after(known)));
                known = piece.lastId();
            }
        }
        return Optional.of(events.stream().filter(StreamEvent.Token.class::isInstance)
                .map(event -> ((StreamEvent.Token) event).content()).collect(Collectors.joining()));
    }

    @Override
    public synchronized void close() {
        copy.close();
    }
}
