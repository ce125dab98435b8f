package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;

/** What becomes of a frame that a client sent. */
sealed interface Decision {

    /** The server beneath is given this. */
    record Pass(Frame frame) implements Decision { }

    /** Nothing more has to be done. */
    record Drop() implements Decision { }

    /** A stream error (RFC 9113, section 5.4.2). */
    record ResetStream(int stream, Http2ErrorCode code) implements Decision { }

    /** A connection error (RFC 9113, section 5.4.1). */
    record EndConnection(Http2ErrorCode code, String why) implements Decision { }

    /** The client has ended the connection. */
    record Leave() implements Decision { }

    static Decision end(Http2ErrorCode code, String why) {
        return new EndConnection(code, why);
    }
}
