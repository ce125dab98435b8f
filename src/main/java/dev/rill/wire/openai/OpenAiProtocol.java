package dev.rill.wire.openai;

import dev.rill.http.paths.Routes;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/** What clients of OpenAI's API speak ({@code /v1}; platform.openai.com, API reference). */
public final class OpenAiProtocol implements Protocol {
    static final String NAME = "openai";
    /** What answers, as clients name it. */
    static final String MODEL = "rill";

    private final List<Routes> routes;

    public OpenAiProtocol(ProtocolContext context) {
        routes = List.of(new ModelRoutes(context.clock()), new CompletionRoutes(context));
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
