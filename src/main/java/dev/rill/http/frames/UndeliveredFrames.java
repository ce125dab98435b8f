package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Frames that have been read and that the server beneath has not been given yet: those that came together are looked at
 * together, so that a request that is taken back in the same breath starts nothing. The connection's thread.
 */
final class UndeliveredFrames {
    /** A header block may be a hundred times as large when it is decoded. */
    private static final int MOST_BYTES = 64 << 10;

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private int bytes;

    void add(Frame frame) {
        frames.add(frame);
        bytes += frame.bytes().length;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    boolean full() {
        return bytes >= MOST_BYTES;
    }

    /**
     * What is given next. DATA goes alone: the server beneath keeps a body's frames by reference, and with them
     * whatever they are joined with.
     *
     * @param mayBegin asked for each request
     * @return empty where there is nothing, or a request that has to wait
     */
    Optional<byte[]> next(BooleanSupplier mayBegin) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(0);
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (frame.type() == Frame.DATA && joined.size() > 0 || opens(frame) && !mayBegin.getAsBoolean()) {
                break;
            }
            remove();
            if (frame.type() == Frame.DATA || joined.size() == 0 && frames.isEmpty()) {
                return Optional.of(frame.bytes());
            }
            joined.writeBytes(frame.bytes());
        }
        return joined.size() == 0 ? Optional.empty() : Optional.of(joined.toByteArray());
    }

    private void remove() {
        bytes -= frames.remove().bytes().length;
    }

    /** @return how much DATA went with the request, or empty where it was given already */
    OptionalInt takeBack(int stream) {
        if (frames.stream().noneMatch(frame -> opens(frame) && frame.stream() == stream)) {
            return OptionalInt.empty();
        }
        int data = 0;
        for (Frame frame : frames) {
            if (frame.stream() == stream) {
                bytes -= frame.bytes().length;
                data += frame.type() == Frame.DATA ? frame.length() : 0;
            }
        }
        frames.removeIf(frame -> frame.stream() == stream);
        return OptionalInt.of(data);
    }

    /** @return the streams that the server beneath never hears of */
    Set<Integer> clear() {
        Set<Integer> streams = new HashSet<>();
        frames.stream().filter(UndeliveredFrames::opens).forEach(frame -> streams.add(frame.stream()));
        frames.clear();
        bytes = 0;
        return streams;
    }

    /** Trailers are given as DATA. */
    private static boolean opens(Frame frame) {
        return frame.type() == Frame.HEADERS;
    }
}
