package dev.rill.http.frames;

/**
 * What an HTTP/2 connection may do.
 *
 * @param maxStreams      at once; more are refused, each for itself
 * @param maxHeaderBytes  of a request's decoded header fields, each with 32 more (RFC 9113, section 6.5.2)
 * @param maxPathBytes    of a request's path with its query
 * @param streamWindow    the flow-control window of a stream that the server announces, in bytes
 */
public record FrameLimits(int maxStreams, int maxHeaderBytes, int maxPathBytes, int streamWindow) {
    /** Of a header block as it is sent: more cannot be a request that is answered. */
    int maxBlockBytes() {
        return 2 * maxHeaderBytes;
    }
}
