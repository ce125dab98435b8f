package dev.rill.bench.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of the client and the answer that it is getting. One thread. */
final class ClientStream {
    private final SocketChannel channel;
    private final Load load;
    private final Tally tally;
    private final StreamCheck check;
    private final ChunkedLines lines = new ChunkedLines(this::head, this::line, this::end);
    private long id;
    private long askedNanos;
    private long lastNanos;
    private long readNanos;
    private int tokens;
    private boolean answered = true;
    private boolean refused;
    private String status = "";

    ClientStream(SocketChannel channel, Load load, Tally tally) {
        this.channel = channel;
        this.load = load;
        this.tally = tally;
        this.check = load.check();
    }

    SocketChannel channel() {
        return channel;
    }

    /** Whether there is nothing to wait for. */
    boolean answered() {
        return answered;
    }

    boolean hasToken() {
        return tokens > 0;
    }

    /** Whether this is a client that has seen enough. */
    boolean leaves() {
        return load.leaveAfter() > 0 && tokens >= load.leaveAfter();
    }

    /** Asks; the request is short enough to go in one write. */
    void ask(long streamId) throws IOException {
        id = streamId;
        tokens = 0;
        answered = false;
        status = "";
        lines.begin();
        check.begin();
        ByteBuffer request = ByteBuffer.wrap(load.request(id));
        askedNanos = System.nanoTime();
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("a request that did not go in one write");
        }
    }

    /** Takes in what was read. */
    void take(byte[] bytes, int count) {
        readNanos = System.nanoTime();
        lines.take(bytes, count);
        if (refused) {
            refused = false;
            tally.stream(status + new String(bytes, 0, count, StandardCharsets.UTF_8)
                    .replaceAll("(?s).*\r\n\r\n", " "));
        }
    }

    /** Ends the stream before its end. */
    void leave() throws IOException {
        answered = true;
        tally.left(id);
        channel.close();
    }

    /** The server closed the connection. */
    void lost() {
        if (!answered) {
            answered = true;
            tally.stream("the connection ended after " + tokens + " tokens " + status);
        }
    }

    /** What an open stream has shown so far is in order. */
    void checkOpen() {
        tally.stream(check.fault(false));
    }

    private void head(String head) {
        status = head.substring(0, head.indexOf('\r'));
        if (!status.startsWith("HTTP/1.1 200")
                || !head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            answered = true;
            refused = true;
        }
    }

    private void line(byte[] bytes, int length) {
        switch (check.line(bytes, length)) {
            case TOKEN -> token();
            case ALL_TOKENS_AND_END -> {
                while (tokens < load.tokens()) {
                    token();
                }
            }
            case NOTHING, END -> { }
        }
    }

    private void token() {
        if (tokens++ == 0) {
            tally.firstToken(readNanos - askedNanos);
        } else {
            tally.gap(readNanos - lastNanos);
        }
        lastNanos = readNanos;
        tally.token();
    }

    private void end() {
        answered = true;
        String wrong = check.fault(true);
        tally.stream(wrong.isEmpty() && tokens != load.tokens() ? tokens + " tokens" : wrong);
    }
}
