package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.stream.ClientStreams;
import dev.rill.http.message.UnbufferedWriter;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.ServerConnectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the server beneath writes, frame by frame, and what is written beside it: never into the middle of a header
 * block or before the first SETTINGS, nothing behind an error of the connection, and no answer to a stream that has
 * ended. Any thread.
 */
final class OutboundFrames implements UnbufferedWriter {
    private static final int SETTING_BYTES = 6;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    /** Less than an event of any stream: a client that asks for its answer in such pieces earns nothing by it. */
    private static final int CRUMB_BYTES = 32;

    private final DataWriter socket;
    private final ClientStreams streams;
    private final int maxStreams;
    private final ReentrantLock lock = new ReentrantLock();
    /** What is written with the next frame, or before the connection's thread waits for more to read. */
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(0);
    /** What the server beneath is told before it reads on, though no client sent it. */
    private final Queue<Frame> beneath = new ConcurrentLinkedQueue<>();
    private final HeaderRecoder recoder = new HeaderRecoder();
    private final AtomicBoolean left = new AtomicBoolean();
    private boolean settingsSent;
    private boolean inHeaders;
    private volatile boolean ended;

    private volatile long answerFrames;

    /** @param maxStreams what the client is told; the server beneath has to take more, as it notices an end later */
    OutboundFrames(DataWriter socket, ClientStreams streams, int maxStreams) {
        this.socket = socket;
        this.streams = streams;
        this.maxStreams = maxStreams;
    }

    private static final class StreamEndedException extends IOException {
        private StreamEndedException() {
            super("The client or the connection has ended the stream");
        }
    }

    /** Frames of answers so far, without crumbs. */
    long answerFrames() {
        return answerFrames;
    }

    /** The next frame that the server beneath is told though no client sent it. */
    Optional<Frame> forServer() {
        return Optional.ofNullable(beneath.poll());
    }

    /** The server beneath shall not wait for the rest of that stream's request. */
    void abandon(int stream) {
        beneath.add(Frame.rstStream(stream, Http2ErrorCode.CANCEL));
    }

    /** The client's table is smaller than what is agreed on where nobody says anything. */
    void smallTable() {
        lock.lock();
        try {
            recoder.smallTable();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a frame that the server beneath knows nothing of.
     *
     * @throws ServerConnectionException where the client is gone
     */
    void add(Frame frame) {
        later(frame);
        addWaiting();
    }

    /** Keeps it for {@link #addWaiting}, so that the answers to what came together leave together. */
    void later(Frame frame) {
        lock.lock();
        try {
            if (!ended) {
                waiting.writeBytes(frame.bytes());
            }
        } finally {
            lock.unlock();
        }
    }

    /** @throws ServerConnectionException where the client is gone */
    void addWaiting() {
        lock.lock();
        try {
            if (!ended && !inHeaders && settingsSent) {
                writeWaiting();
            }
        } catch (RuntimeException e) {
            throw new ServerConnectionException("Failed to write to the client's socket", e);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is taken; answers go on. */
    void leave() {
        if (!left.getAndSet(true)) {
            add(Frame.goAway(streams.takeNoMore(), Http2ErrorCode.NO_ERROR.number()));
        }
    }

    /** The last frame of the connection (RFC 9113, section 5.4.1). */
    void end(Http2ErrorCode code) {
        add(Frame.goAway(streams.takeNoMore(), code.number()));
        drop();
    }

    /** Nothing more is written. */
    void drop() {
        streams.takeNoMore();
        ended = true;
    }

    @Override
    public void writeNow(BufferData frame) {
        lock.lock();
        try {
            if (ended) {
                dropped(frame);
            } else {
                written(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    private void written(BufferData frame) {
        int flags = frame.get(4);
        int stream = intAt(frame, 5);
        boolean last = (flags & Frame.END_STREAM) != 0;
        switch (frame.get(3)) {
            case Frame.DATA -> {
                int bytes = frame.available() - Frame.HEADER_BYTES;
                if (streams.answering(stream, bytes, last)) {
                    if (last || bytes >= CRUMB_BYTES) {
                        answerFrames++; // under the lock
                    }
                    socket.writeNow(frame);
                    writeWaiting();
                } else {
                    dropped(frame);
                }
            }
            case Frame.HEADERS -> headers(frame, stream, flags);
            case Frame.CONTINUATION -> {
                socket.writeNow(frame);
                headersWritten(flags);
            }
            case Frame.RST_STREAM -> reset(frame, stream);
            case Frame.WINDOW_UPDATE -> {
                if (streams.mayReceive(stream, intAt(frame, Frame.HEADER_BYTES))) {
                    socket.writeNow(frame);
                }
            }
            case Frame.SETTINGS -> settings(frame);
            case Frame.GOAWAY -> goAway(frame);
            default -> socket.writeNow(frame);
        }
    }

    /**
     * Nobody is there for it. A handler that has more to say is told; what it said of the connection's window is given
     * back to the server beneath where it is not told.
     */
    private void dropped(BufferData frame) {
        if (frame.get(3) == Frame.DATA) {
            int bytes = frame.available() - Frame.HEADER_BYTES;
            if ((frame.get(4) & Frame.END_STREAM) == 0) {
                throw new UncheckedIOException(new StreamEndedException());
            }
            if (bytes > 0) {
                beneath.add(Frame.windowUpdate(0, bytes));
            }
        }
    }

    private void headers(BufferData frame, int stream, int flags) {
        BufferData recoded = recoder.recoded(frame); // its table follows those that nobody is there for, too
        if (streams.answering(stream, 0, (flags & Frame.END_STREAM) != 0)) {
            answerFrames++;
            socket.writeNow(recoded);
            headersWritten(flags);
        }
    }

    private void headersWritten(int flags) {
        inHeaders = (flags & Frame.END_HEADERS) == 0;
        if (!inHeaders) {
            writeWaiting();
        }
    }

    private void writeWaiting() {
        if (waiting.size() > 0) {
            byte[] frames = waiting.toByteArray();
            waiting.reset();
            socket.writeNow(BufferData.create(frames));
        }
    }

    private void reset(BufferData frame, int stream) {
        streams.resetByServer(stream).ifPresent(waits -> {
            if (waits) {
                abandon(stream);
            }
            socket.writeNow(frame);
        });
    }

    private void settings(BufferData frame) {
        if (settingsSent || (frame.get(4) & Frame.ACK) != 0) {
            waiting.writeBytes(bytes(frame));
            return;
        }
        settingsSent = true;
        ByteBuffer given = ByteBuffer.wrap(bytes(frame));
        for (int at = Frame.HEADER_BYTES; at < given.capacity(); at += SETTING_BYTES) {
            if (given.getShort(at) == MAX_CONCURRENT_STREAMS) {
                given.putInt(at + 2, maxStreams);
            }
        }
        socket.writeNow(BufferData.create(given.array()));
        writeWaiting();
    }

    /** The server beneath names no stream. */
    private void goAway(BufferData frame) {
        int code = new Frame(bytes(frame)).payloadInt(4);
        ended = code != Http2ErrorCode.NO_ERROR.number();
        socket.writeNow(BufferData.create(Frame.goAway(streams.takeNoMore(), code).bytes()));
    }

    /** Without the reserved bit. */
    private static int intAt(BufferData frame, int at) {
        return (frame.get(at) & 0x7f) << 24 | (frame.get(at + 1) & 0xff) << 16 | (frame.get(at + 2) & 0xff) << 8
                | frame.get(at + 3) & 0xff;
    }

    /** Empties the buffer. */
    static byte[] bytes(BufferData buffer) {
        return buffer.readBytes();
    }

    @Override
    public void flush() {
        socket.flush();
    }

    @Override
    public void close() {
        socket.close();
    }
}
