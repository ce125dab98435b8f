package dev.rill.threads;

import java.io.IOException;

/** A PostgreSQL behind a network that a test can cut. Closed by the test, after the server that uses it. */
public final class DistantDatabase implements AutoCloseable {
    private final CuttableProxy network;
    private final String url;

    private DistantDatabase(CuttableProxy network, String url) {
        this.network = network;
        this.url = url;
    }

    /** Empty. */
    public static DistantDatabase start() throws IOException {
        String url = TestPostgres.newDatabase();
        CuttableProxy network = new CuttableProxy(TestPostgres.port());
        return new DistantDatabase(network,
                url.replace(":" + TestPostgres.port() + "/", ":" + network.port() + "/"));
    }

    public String url() {
        return url;
    }

    /** Ends every connection and lets none begin. */
    public void cut() {
        network.cut();
    }

    public void restore() {
        network.restore();
    }

    @Override
    public void close() throws IOException {
        network.close();
    }
}
