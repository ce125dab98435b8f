package dev.rill.http.frames.format;

/** Why a stream or a connection ends (RFC 9113, section 7). */
public enum Http2ErrorCode {
    NO_ERROR(0),
    PROTOCOL_ERROR(1),
    INTERNAL_ERROR(2),
    FLOW_CONTROL_ERROR(3),
    STREAM_CLOSED(5),
    FRAME_SIZE_ERROR(6),
    REFUSED_STREAM(7),
    CANCEL(8),
    COMPRESSION_ERROR(9),
    ENHANCE_YOUR_CALM(11);

    private final int number;

    Http2ErrorCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
