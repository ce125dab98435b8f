package dev.rill.model.fake;

/** Where in an exchange an {@link Effect} strikes, in the order in which the phases come. */
public enum Phase {
    /** The connection is accepted, nothing is read. */
    ACCEPTED,
    /** The request is read, nothing is sent. */
    REQUEST_READ,
    /** Status and headers are sent, no token. */
    HEADERS_SENT,
    /** {@link Answer#faultAfter} deltas are sent. */
    MID_ANSWER,
    /** All deltas are sent, no finish reason. */
    TEXT_SENT,
    /** The finish reason and the usage are sent, no {@code [DONE]}. */
    FINISH_SENT,
    /** {@code [DONE]} is sent, the body is not ended. */
    DONE_SENT
}
