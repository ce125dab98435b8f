package dev.rill.threads;

import java.nio.file.Path;

class PostgresThreadStoreTest extends ThreadStoreContract {
    @Override
    Backend backend(Path folder) {
        return Backend.postgres(folder);
    }
}
