package dev.rill.stream;

/** What becomes of a question that comes while an answer runs in its thread. */
public enum OnBusy {
    /** It is refused. */
    REJECT,
    /** What runs and waits in the thread is stopped and kept as far as it came; then it is answered. */
    INTERRUPT,
    /** What runs and waits in the thread is stopped and taken away, with its questions; then it is answered. */
    ROLLBACK,
    /** It is taken, and answered after what runs and waits. */
    ENQUEUE;

    /** Whether what runs is stopped for it. */
    public boolean replaces() {
        return switch (this) {
            case INTERRUPT, ROLLBACK -> true;
            case REJECT, ENQUEUE -> false;
        };
    }
}
