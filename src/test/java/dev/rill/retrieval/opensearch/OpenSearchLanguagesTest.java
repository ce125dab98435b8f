package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.LanguageSearchContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestOpenSearch.class)
class OpenSearchLanguagesTest extends LanguageSearchContract {
    private final TestOpenSearch.Server server;

    OpenSearchLanguagesTest(TestOpenSearch.Server server) {
        this.server = server;
    }

    @Override
    protected IndexFixture fixture(Path folder) throws IOException {
        return server.fixture(folder);
    }
}
