package dev.rill.stream;

/**
 * What went wrong, as a client is told: {@link ErrorCode} where it may end an answer, and the refusals of requests
 * beside it. The names are on the wire.
 */
public interface FaultCode {

    String name();

    /** Of HTTP, where nothing of an answer has been sent. */
    int status();

    /** The same for every fault of this code, for a person. */
    String title();
}
