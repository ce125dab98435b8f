package dev.rill.wire.openai;

import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.openai.api.OpenAiErrors;
import dev.rill.wire.openai.chat.CompletionRoutes;
import dev.rill.wire.openai.responses.ResponsesRoutes;
import java.util.List;

/** What clients of OpenAI's API speak ({@code /v1}; platform.openai.com, API reference). */
public record OpenAiProtocol(List<Routes> routes) implements Protocol {
    static final String NAME = "openai";

    public OpenAiProtocol(ProtocolContext context) {
        this(List.of(new ModelRoutes(context.clock()), new CompletionRoutes(context, NAME),
                new ResponsesRoutes(context, NAME), OpenAiProtocol::unknownPaths));
    }

    /** A client that asks for what is not there is told so in its own words. */
    private static List<Route> unknownPaths() {
        return List.of(Route.of("/v1/{path+}", Access.USER).refusing(OpenAiErrors.FORM));
    }

    @Override
    public String name() {
        return NAME;
    }
}
