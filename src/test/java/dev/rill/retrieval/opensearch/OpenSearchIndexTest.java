package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.index.DocumentIndexContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestOpenSearch.class)
class OpenSearchIndexTest extends DocumentIndexContract {
    private final TestOpenSearch.Server server;

    OpenSearchIndexTest(TestOpenSearch.Server server) {
        this.server = server;
    }

    @Override
    protected IndexFixture fixture(Path folder) throws IOException {
        return server.fixture(folder);
    }
}
