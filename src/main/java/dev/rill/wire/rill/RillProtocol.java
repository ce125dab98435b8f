package dev.rill.wire.rill;

import dev.rill.http.paths.Routes;
import dev.rill.live.StreamIdentity;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/** Rill's own protocol: {@code /chat…}. What it streams is what the log holds. */
public final class RillProtocol implements Protocol {
    static final String NAME = StreamIdentity.OWN_PROTOCOL;

    private final List<Routes> routes;

    public RillProtocol(ProtocolContext context) {
        routes = List.of(new ChatRoutes(context), new StreamRoutes(context));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Routes> routes() {
        return routes;
    }
}
