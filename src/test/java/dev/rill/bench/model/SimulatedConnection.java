package dev.rill.bench.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of the simulator: a request, the pieces of its answer, the next request. One thread. */
final class SimulatedConnection {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final SocketChannel channel;
    private final Chunks chunks;
    private final ByteArrayOutputStream request = new ByteArrayOutputStream(2048);
    private Order order;
    private long begunNanos;
    private int piece;
    private int sentOfPiece;

    /** How a {@link #send} ended. */
    enum Sent { ALL, BLOCKED, ENDED }

    SimulatedConnection(SocketChannel channel, Chunks chunks) {
        this.channel = channel;
        this.chunks = chunks;
    }

    SocketChannel channel() {
        return channel;
    }

    /** The stream that is being answered. */
    Optional<Order> order() {
        return Optional.ofNullable(order);
    }

    /** Takes bytes in; a request's head and body, once both are there. */
    Optional<String> take(ByteBuffer bytes) {
        byte[] more = new byte[bytes.remaining()];
        bytes.get(more);
        request.writeBytes(more);
        String text = request.toString(StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return Optional.empty();
        }
        Matcher length = LENGTH.matcher(text);
        int whole = headEnd + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (text.length() < whole) {
            return Optional.empty();
        }
        request.reset();
        return Optional.of(text);
    }

    void begin(Order answer) {
        order = answer;
        begunNanos = System.nanoTime();
        piece = 0;
        sentOfPiece = 0;
    }

    /** When the next piece is due. */
    long dueNanos() {
        return begunNanos + Math.max(0, piece - 1) * order.every().toNanos();
    }

    /** How many pieces are due in all: the head comes with the first token; without a pace it is one more. */
    private long due() {
        long every = order.every().toNanos();
        return every == 0 ? piece + 1 : 2 + (System.nanoTime() - begunNanos) / every;
    }

    /** Sends the pieces that are due, a write each. */
    Sent send() throws IOException {
        int end = Chunks.pieces(order.tokens());
        long due = Math.min(due(), end);
        while (piece < due) {
            ByteBuffer bytes = chunks.piece(piece, order.tokens()).position(sentOfPiece);
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                sentOfPiece = bytes.position();
                return Sent.BLOCKED;
            }
            sentOfPiece = 0;
            piece++;
        }
        if (piece < end) {
            return Sent.ALL;
        }
        order = null;
        return Sent.ENDED;
    }

    void forget() {
        order = null;
    }

    /** A whole response in one write; it is short. */
    void reply(String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(bytes);
        channel.write(ByteBuffer.wrap(all.toByteArray()));
    }
}
