package dev.rill.threads;

import java.nio.file.Path;

class EmbeddedThreadListTest extends ThreadListContract {
    @Override
    Backend backend(Path folder) {
        return Backend.embedded(folder);
    }
}
