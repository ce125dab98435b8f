package dev.rill.wire.openai;

import dev.rill.http.paths.Routes;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/** What clients of OpenAI's API speak ({@code /v1}; platform.openai.com, API reference). */
public record OpenAiProtocol(List<Routes> routes) implements Protocol {
    static final String NAME = "openai";
    /** What answers, as clients name it. */
    static final String MODEL = "rill";

    public OpenAiProtocol(ProtocolContext context) {
        this(List.of(new ModelRoutes(context.clock()), new CompletionRoutes(context)));
    }

    @Override
    public String name() {
        return NAME;
    }
}
