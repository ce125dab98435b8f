package dev.rill.storage;

/** Work on a storage thread was not done by its deadline. It may still be done later if it had begun. */
public final class StorageTimeoutException extends RuntimeException {
    StorageTimeoutException(String message) {
        super(message);
    }
}
