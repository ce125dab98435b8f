package dev.rill.threads;

import dev.rill.launch.Guard;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store in a database of its own, for each test. */
@Timeout(Guard.TEST_SECONDS)
abstract class StoreBed {
    @TempDir
    Path folder;
    Backend backend;
    ThreadStore store;
    Talk ann;

    abstract Backend backend(Path folder);

    @BeforeEach
    void open() {
        backend = backend(folder);
        store = backend.open();
        ann = new Talk(store, "ann");
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() {
        store.close();
        store = backend.open();
        ann = new Talk(store, "ann");
    }
}
