package dev.rill.model.embedded;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model that is loaded when it is first used; what could not be loaded once is not tried again. Platform threads,
 * several at once. Whoever made it closes it.
 */
final class LateModel<M extends LateModel.Loaded> {
    private static final System.Logger LOGGER = System.getLogger(LateModel.class.getName());

    private final String name;
    private final Loading<M> loading;
    /** Shared by those who use the model; exclusive to load and to close it. */
    private final ReadWriteLock using = new ReentrantReadWriteLock();
    private M model;
    private EmbeddedModelException failure;

    /** Has memory outside the heap. */
    interface Loaded {
        /** When no call runs. */
        void close() throws OrtException;
    }

    @FunctionalInterface
    interface Loading<M> {
        M load() throws IOException, OrtException;
    }

    @FunctionalInterface
    interface Use<M, R> {
        R of(M model) throws OrtException;
    }

    /** @param name for messages */
    LateModel(String name, Loading<M> loading) {
        this.name = name;
        this.loading = loading;
    }

    /** @throws EmbeddedModelException when it cannot be loaded or run, or is closed */
    <R> R use(Use<M, R> use) {
        while (true) {
            using.readLock().lock();
            try {
                if (failure != null) {
                    throw failure;
                }
                if (model != null) {
                    return use.of(model);
                }
            } catch (OrtException e) {
                throw new EmbeddedModelException(name + " failed: " + e.getMessage(), e);
            } finally {
                using.readLock().unlock();
            }
            loadOnce();
        }
    }

    /** Loads it, where that has not been done. @throws EmbeddedModelException when it cannot be */
    void load() {
        loadOnce();
        use(_ -> null);
    }

    private void loadOnce() {
        using.writeLock().lock();
        try {
            if (model == null && failure == null) {
                long began = System.nanoTime();
                model = loading.load();
                LOGGER.log(System.Logger.Level.DEBUG, "{0} was loaded in {1} ms", name,
                        (System.nanoTime() - began) / 1_000_000);
            }
        } catch (EmbeddedModelException e) {
            failure = e;
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            failure = new EmbeddedModelException(name + " cannot be loaded: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        } finally {
            using.writeLock().unlock();
        }
    }

    /** Waits for those who use it; what comes later fails. */
    void close() {
        using.writeLock().lock();
        try {
            failure = new EmbeddedModelException(name + " is closed", null);
            if (model != null) {
                model.close();
                model = null;
            }
        } catch (OrtException e) {
            LOGGER.log(System.Logger.Level.WARNING, name + " did not close", e);
        } finally {
            using.writeLock().unlock();
        }
    }
}
