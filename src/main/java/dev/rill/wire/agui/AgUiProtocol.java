package dev.rill.wire.agui;

import dev.rill.http.paths.Routes;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/** AG-UI, version 1.0, over Server-Sent Events (https://docs.ag-ui.com): {@code POST /ag-ui} runs the agent. */
public record AgUiProtocol(List<Routes> routes) implements Protocol {
    static final String NAME = "agui";

    public AgUiProtocol(ProtocolContext context) {
        this(List.of(new RunRoutes(context)));
    }

    @Override
    public String name() {
        return NAME;
    }
}
