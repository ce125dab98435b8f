package dev.rill.threads.jdbc.store;

import dev.rill.threads.ThreadStore.Checkpoint;
import dev.rill.threads.jdbc.OpenTexts;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes one checkpoint at a time, and keeps nobody waiting for the one before. Storage threads. */
final class CheckpointWriter {
    private final OpenTexts openTexts;
    private final AtomicBoolean writing = new AtomicBoolean();

    CheckpointWriter(OpenTexts openTexts) {
        this.openTexts = openTexts;
    }

    /** @throws SQLTransientException while another is being written */
    void write(List<Checkpoint> grown) throws SQLException {
        if (!writing.compareAndSet(false, true)) {
            throw new SQLTransientException("the checkpoint before is still being written");
        }
        try {
            openTexts.write(grown);
        } finally {
            writing.set(false);
        }
    }
}
