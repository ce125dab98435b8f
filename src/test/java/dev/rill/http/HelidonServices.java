package dev.rill.http;

import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistry;
import io.helidon.service.registry.ServiceRegistryManager;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives Helidon's own test extensions the services that they look for, whatever server ran in this JVM before; named
 * before them. Afterwards the registry is that of Rill's server.
 */
public final class HelidonServices implements BeforeAllCallback, AfterAllCallback {
    private ServiceRegistry before;

    @Override
    public void beforeAll(ExtensionContext context) {
        before = GlobalServiceRegistry.configured() ? GlobalServiceRegistry.registry() : HttpServer.fewServices();
        GlobalServiceRegistry.registry(ServiceRegistryManager.create().registry());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        GlobalServiceRegistry.registry(before);
    }
}
