package dev.rill.wire.mcp;

import dev.rill.http.paths.Routes;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/**
 * The Model Context Protocol over Streamable HTTP: {@code POST /mcp}, in the versions with a handshake and in the one
 * without. Other programs' models search and read the documents with it, and ask.
 */
public record McpProtocol(List<Routes> routes) implements Protocol {
    static final String NAME = "mcp";

    public McpProtocol(ProtocolContext context) {
        RunningCalls running = new RunningCalls();
        AskTool ask = new AskTool(context, running);
        DocumentCalls documents = new DocumentCalls(context.documents(), context.watchdog(), running);
        Methods methods = new Methods(new Tools(documents, ask), new Resources(context.documents()));
        this(List.of(new McpRoutes(context.bodies(), methods, ask, running)));
    }

    @Override
    public String name() {
        return NAME;
    }
}
