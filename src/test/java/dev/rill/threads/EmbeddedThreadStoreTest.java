package dev.rill.threads;

import java.nio.file.Path;

class EmbeddedThreadStoreTest extends ThreadStoreContract {
    @Override
    Backend backend(Path folder) {
        return Backend.embedded(folder);
    }
}
