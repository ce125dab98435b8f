package dev.rill.model.rerank;

/** A server gave no scores; the message names nothing that was sent or received. */
public final class RerankFaultException extends RuntimeException {
    private final boolean late;

    RerankFaultException(String message, boolean late, Throwable cause) {
        super(message, cause);
        this.late = late;
    }

    /** Whether they did not come in time. */
    public boolean late() {
        return late;
    }
}
