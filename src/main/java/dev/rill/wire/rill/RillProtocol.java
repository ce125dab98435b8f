package dev.rill.wire.rill;

import dev.rill.http.paths.Routes;
import dev.rill.live.StreamIdentity;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/** Rill's own protocol: {@code /chat…}. What it streams is what the log holds. */
public record RillProtocol(List<Routes> routes) implements Protocol {
    static final String NAME = StreamIdentity.OWN_PROTOCOL;

    public RillProtocol(ProtocolContext context) {
        this(List.of(new ChatRoutes(context), new StreamRoutes(context)));
    }

    @Override
    public String name() {
        return NAME;
    }
}
