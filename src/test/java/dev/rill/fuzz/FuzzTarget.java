package dev.rill.fuzz;

/** What is fed with bytes of any kind and says what holds for all of them. Made, used and closed by one thread. */
public interface FuzzTarget extends AutoCloseable {

    /** Throws whatever shows that something does not hold. */
    void check(byte[] input) throws Exception;

    @Override
    default void close() {
        // most hold nothing
    }
}
