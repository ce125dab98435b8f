package dev.rill.http.frames;

import dev.rill.http.frames.flood.FrameFloods;
import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.stream.ClientStreams;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * Decides about every frame but those of header blocks (RFC 9113, sections 5 and 6): what is right and of use goes on
 * to the server beneath, one stream's fault ends that stream, and what is a connection's fault ends the connection. One
 * thread.
 */
final class InboundFrames {
    /** Of a body that comes behind its answer: then the client is asked to stop (RFC 9113, section 8.1). */
    private static final int MAX_BYTES_BEHIND_ANSWER = 8 << 20;
    private static final int WAKING_WINDOW = 1 << 16;
    private static final int PING_BYTES = 8;
    private static final int PRIORITY_BYTES = 5;
    private static final int INT_BYTES = 4;

    private final ClientStreams streams;
    private final FrameFloods floods;
    private final HeaderFrames headers;
    private final ClientSettings settings;
    private final ReturnedWindow returned;
    private final OutboundFrames out;
    private final UndeliveredFrames undelivered;
    private final IntConsumer onReset;
    private boolean first = true;

    InboundFrames(ClientStreams streams, FrameFloods floods, HeaderFrames headers, OutboundFrames out,
                  UndeliveredFrames undelivered, IntConsumer onReset) {
        this.streams = streams;
        this.floods = floods;
        this.headers = headers;
        this.settings = new ClientSettings(streams, out);
        this.returned = new ReturnedWindow(streams, out);
        this.out = out;
        this.undelivered = undelivered;
        this.onReset = onReset;
    }

    Decision decide(Frame frame) {
        if (frame.length() > Frame.MAX_PAYLOAD_BYTES) {
            return Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "a frame that is too long");
        }
        if (first && (frame.type() != Frame.SETTINGS || frame.has(Frame.ACK))) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "the first frame is not SETTINGS");
        }
        first = false;
        if (headers.inBlock() && frame.type() != Frame.CONTINUATION) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "a frame inside a header block");
        }
        return switch (frame.type()) {
            case Frame.DATA -> data(frame);
            case Frame.HEADERS -> headers.headers(frame);
            case Frame.PRIORITY -> priority(frame);
            case Frame.RST_STREAM -> reset(frame);
            case Frame.SETTINGS -> !floods.question(frame) ? flood("SETTINGS") : settings.frame(frame);
            case Frame.PUSH_PROMISE -> Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "a client pushes nothing");
            case Frame.PING -> ping(frame);
            case Frame.GOAWAY -> goAway(frame);
            case Frame.WINDOW_UPDATE -> window(frame);
            case Frame.CONTINUATION -> headers.continuation(frame);
            default -> floods.control(frame) ? new Decision.Drop() : flood("unknown");
        };
    }

    private static Decision flood(String what) {
        return Decision.end(Http2ErrorCode.ENHANCE_YOUR_CALM, "too many " + what + " frames");
    }

    private Decision data(Frame frame) {
        int id = frame.stream();
        if (id == 0) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "DATA on the connection");
        }
        byte[] body = frame.content();
        if (body == null) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "DATA with more padding than frame");
        }
        if (!streams.received(frame.length())) {
            return Decision.end(Http2ErrorCode.FLOW_CONTROL_ERROR, "more than the connection's window");
        }
        if (!floods.data(frame)) {
            return flood("small DATA");
        }
        boolean last = frame.has(Frame.END_STREAM);
        return switch (streams.state(id)) {
            case IDLE -> Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "DATA on a stream that was not opened");
            case OPEN -> body(frame, id, body.length, last);
            case ENDED_UNKNOWN_TO_CLIENT -> {
                returned.add(frame.length());
                if (last) {
                    streams.requestEndedLate(id);
                }
                yield new Decision.Drop();
            }
            case HALF_CLOSED, ENDED, NEVER_USED -> {
                returned.add(frame.length());
                yield fault(id, Http2ErrorCode.STREAM_CLOSED);
            }
        };
    }

    private Decision body(Frame frame, int id, int bytes, boolean last) {
        return switch (streams.data(id, frame.length(), bytes, last)) {
            case CONTRADICTS_LENGTH -> {
                returned.add(frame.length());
                yield fault(id, Http2ErrorCode.PROTOCOL_ERROR);
            }
            case EXCEEDS_WINDOW -> {
                returned.add(frame.length());
                yield fault(id, Http2ErrorCode.FLOW_CONTROL_ERROR);
            }
            case FITS -> {
                if (frame.length() == 0 && !last) {
                    yield new Decision.Drop();
                }
                if (!last && streams.bytesBehindAnswer(id) > MAX_BYTES_BEHIND_ANSWER) {
                    returned.add(frame.length());
                    yield new Decision.ResetStream(id, Http2ErrorCode.NO_ERROR);
                }
                yield new Decision.Pass(frame);
            }
        };
    }

    private Decision fault(int stream, Http2ErrorCode code) {
        return floods.fault() ? new Decision.ResetStream(stream, code) : flood("wrong");
    }

    /** It is deprecated (RFC 9113, section 5.3.2), and nobody beneath looks at it. */
    private Decision priority(Frame frame) {
        if (frame.stream() == 0) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "PRIORITY on the connection");
        }
        if (frame.length() != PRIORITY_BYTES) {
            return switch (streams.state(frame.stream())) {
                case OPEN, HALF_CLOSED -> fault(frame.stream(), Http2ErrorCode.FRAME_SIZE_ERROR);
                case IDLE, ENDED_UNKNOWN_TO_CLIENT, ENDED, NEVER_USED ->
                        Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "PRIORITY of a wrong length");
            };
        }
        return floods.control(1) ? new Decision.Drop() : flood("PRIORITY");
    }

    /**
     * The server beneath hears of it where it waits for the rest of the request. Elsewhere it would take it for a
     * stream that was never there where the answer ends at the same time; there its next write tells it. On no stream
     * at all it would be an error of the connection (RFC 9113, section 6.4); but HAProxy 2.6 sends it for a client that
     * leaves before its request has a stream, and the connection is that of other clients too.
     */
    private Decision reset(Frame frame) {
        int id = frame.stream();
        if (frame.length() != INT_BYTES) {
            return Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "RST_STREAM of a wrong length");
        }
        ClientStreams.State state = streams.state(id);
        if (id == 0) {
            return floods.control(1) ? new Decision.Drop() : flood("RST_STREAM");
        }
        if (state == ClientStreams.State.IDLE) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "RST_STREAM on a stream that was not opened");
        }
        if (!floods.control(1) || streams.isUnanswered(id) && !floods.fault()) {
            return flood("RST_STREAM"); // it ends with the connection
        }
        streams.resetByClient(id);
        headers.ended(id);
        onReset.accept(id);
        if (takenBack(id)) {
            return new Decision.Drop();
        }
        return switch (state) {
            case OPEN -> new Decision.Pass(frame);
            case HALF_CLOSED -> new Decision.Pass(Frame.windowUpdate(id, WAKING_WINDOW));
            case IDLE, ENDED_UNKNOWN_TO_CLIENT, ENDED, NEVER_USED -> new Decision.Drop();
        };
    }

    /** @return whether the server beneath never hears of that stream */
    boolean takenBack(int stream) {
        OptionalInt data = undelivered.takeBack(stream);
        data.ifPresent(returned::add);
        return data.isPresent();
    }

    private Decision ping(Frame frame) {
        if (frame.stream() != 0) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "PING on a stream");
        }
        if (frame.length() != PING_BYTES) {
            return Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "PING of a wrong length");
        }
        if (!floods.question(frame)) {
            return flood("PING");
        }
        if (!frame.has(Frame.ACK)) {
            out.later(Frame.of(Frame.PING, Frame.ACK, 0, frame.payload()));
        }
        return new Decision.Drop();
    }

    /** What runs is still answered; the client opens nothing more. */
    private Decision goAway(Frame frame) {
        if (frame.stream() != 0) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "GOAWAY on a stream");
        }
        if (frame.length() < 2 * INT_BYTES) {
            return Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "GOAWAY of a wrong length");
        }
        boolean graceful = frame.payloadInt(INT_BYTES) == Http2ErrorCode.NO_ERROR.number();
        if (graceful && streams.count() > 0) {
            return floods.control(frame) ? new Decision.Drop() : flood("GOAWAY");
        }
        return new Decision.Leave();
    }

    private Decision window(Frame frame) {
        int id = frame.stream();
        if (frame.length() != INT_BYTES) {
            return Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "WINDOW_UPDATE of a wrong length");
        }
        ClientStreams.State state = id == 0 ? ClientStreams.State.OPEN : streams.state(id);
        if (state == ClientStreams.State.IDLE) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "WINDOW_UPDATE on a stream that was not opened");
        }
        if (!floods.control(1)) {
            return flood("WINDOW_UPDATE");
        }
        if (state != ClientStreams.State.OPEN && state != ClientStreams.State.HALF_CLOSED) {
            return new Decision.Drop();
        }
        int more = frame.payloadInt(0) & 0x7fff_ffff;
        Http2ErrorCode error = more == 0 ? Http2ErrorCode.PROTOCOL_ERROR : Http2ErrorCode.FLOW_CONTROL_ERROR;
        long passed = more == 0 ? -1 : streams.maySend(id, more);
        if (passed >= 0) {
            return passed == 0 ? new Decision.Drop() : new Decision.Pass(Frame.windowUpdate(id, (int) passed));
        }
        return id == 0 ? Decision.end(error, "a connection's window of none or too much") : fault(id, error);
    }
}
