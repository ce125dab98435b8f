package dev.rill.threads;

import java.nio.file.Path;

class PostgresQuestionStoreTest extends QuestionStoreContract {
    @Override
    Backend backend(Path folder) {
        return Backend.postgres(folder);
    }
}
