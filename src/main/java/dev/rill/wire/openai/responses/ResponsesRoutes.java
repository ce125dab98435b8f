package dev.rill.wire.openai.responses;

import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.wire.Asking;
import dev.rill.wire.ProtocolContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Responses API and its conversations (platform.openai.com, API reference; openresponses.org): an answer and its
 * question are a response, and a thread is what responses go on in.
 */
public final class ResponsesRoutes implements Routes {
    private final List<Route> routes;

    /** @param protocol its name */
    public ResponsesRoutes(ProtocolContext context, String protocol) {
        KnownResponses known = new KnownResponses(context);
        routes = Stream.<Routes>of(new CreateRoutes(context, new Asking(context, protocol), known),
                        new ResponseRoutes(context, known), new ConversationRoutes(context),
                        new ConversationItemRoutes(context))
                .flatMap(some -> some.routes().stream()).toList();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}
