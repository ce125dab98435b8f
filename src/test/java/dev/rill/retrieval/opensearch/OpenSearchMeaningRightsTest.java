package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.RightsTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rights where OpenSearch finds neighbours. */
@ExtendWith(TestOpenSearch.class)
class OpenSearchMeaningRightsTest extends RightsTest {
    private final NeighbourFront front;
    private final TestOpenSearch.Server server;

    OpenSearchMeaningRightsTest(TestOpenSearch.Server server) throws IOException {
        this.server = server;
        this.front = new NeighbourFront(server.port());
    }

    @Override
    protected IndexFixture fixture(Path folder, Embedder embedder) throws IOException {
        return TestOpenSearch.fixture(folder, server.url(front.port()), embedder);
    }

    @AfterEach
    void closeFront() {
        front.close();
    }
}
