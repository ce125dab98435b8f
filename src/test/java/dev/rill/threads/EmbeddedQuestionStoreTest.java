package dev.rill.threads;

import java.nio.file.Path;

class EmbeddedQuestionStoreTest extends QuestionStoreContract {
    @Override
    Backend backend(Path folder) {
        return Backend.embedded(folder);
    }
}
