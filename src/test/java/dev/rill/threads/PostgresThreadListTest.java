package dev.rill.threads;

import java.nio.file.Path;

class PostgresThreadListTest extends ThreadListContract {
    @Override
    Backend backend(Path folder) {
        return Backend.postgres(folder);
    }
}
