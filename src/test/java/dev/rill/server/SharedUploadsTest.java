package dev.rill.server;

import dev.rill.threads.TestPostgres;
import java.nio.file.Path;
import java.util.Map;

/** What users send to one of several servers that share a database: all that holds of a server that is alone. */
class SharedUploadsTest extends UploadsTest {
    private final String database = TestPostgres.newDatabase();

    @Override
    Map<String, String> always() {
        return Map.of("RILL_DATABASE_URL", database, "RILL_REPLICAS", "true");
    }

    @Override
    Path uploads() {
        return folder.resolve("data/shared-uploads");
    }
}
