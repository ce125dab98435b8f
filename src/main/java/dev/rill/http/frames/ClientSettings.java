package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.HeaderTable;
import dev.rill.http.frames.stream.ClientStreams;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * SETTINGS (RFC 9113, section 6.5). What is handed on has each known setting once: the server beneath loses its place
 * at those that it does not know. One thread.
 */
final class ClientSettings {
    private static final int SETTING_BYTES = 6;
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int ENABLE_PUSH = 2;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;
    private static final int LARGEST_FRAME = (1 << 24) - 1;

    private final ClientStreams streams;
    private final OutboundFrames out;

    ClientSettings(ClientStreams streams, OutboundFrames out) {
        this.streams = streams;
        this.out = out;
    }

    Decision frame(Frame frame) {
        if (frame.stream() != 0) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "SETTINGS on a stream");
        }
        if (frame.has(Frame.ACK)) {
            return frame.length() == 0 ? new Decision.Drop()
                    : Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "SETTINGS that acknowledge and say something");
        }
        if (frame.length() % SETTING_BYTES != 0) {
            return Decision.end(Http2ErrorCode.FRAME_SIZE_ERROR, "SETTINGS of a wrong length");
        }
        TreeMap<Integer, Long> known = new TreeMap<>();
        for (int at = 0; at < frame.length(); at += SETTING_BYTES) {
            int name = frame.payloadInt(at) >>> 16;
            long value = frame.payloadInt(at + 2) & 0xffff_ffffL;
            switch (name) {
                case HEADER_TABLE_SIZE -> {
                    if (value < HeaderTable.MAX_BYTES) {
                        out.smallTable();
                    }
                }
                case ENABLE_PUSH -> {
                    if (value > 1) {
                        return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "ENABLE_PUSH is neither 0 nor 1");
                    }
                }
                case INITIAL_WINDOW_SIZE -> {
                    if (value > Frame.MAX_WINDOW || !streams.firstSendWindow(value)) {
                        return Decision.end(Http2ErrorCode.FLOW_CONTROL_ERROR, "a window that is too large");
                    }
                    known.put(name, value);
                }
                case MAX_FRAME_SIZE -> {
                    if (value < Frame.MAX_PAYLOAD_BYTES || value > LARGEST_FRAME) {
                        return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "MAX_FRAME_SIZE is out of its range");
                    }
                    known.put(name, value);
                }
                default -> { } // nothing that changes an answer
            }
        }
        ByteBuffer payload = ByteBuffer.allocate(SETTING_BYTES * known.size());
        known.forEach((name, value) -> payload.putShort(name.shortValue()).putInt(value.intValue()));
        return new Decision.Pass(Frame.of(Frame.SETTINGS, 0, 0, payload.array()));
    }
}
