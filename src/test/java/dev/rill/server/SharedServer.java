package dev.rill.server;

import dev.rill.model.fake.FakeModel;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One server with a fake model behind it for all tests of a class, before each of which the model forgets what it was
 * asked and was to answer. Held by a static field with {@code @RegisterExtension}; closes both.
 */
public final class SharedServer implements BeforeEachCallback, AfterAllCallback {
    private final FakeModel model;
    private final TestServer server;

    public SharedServer(FakeModel model, Map<String, String> environment) {
        this.model = model;
        this.server = TestServer.start(model, environment);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        model.reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
        model.close();
    }
}
