package dev.rill.wire.aisdk;

import dev.rill.http.paths.Routes;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/**
 * The AI SDK's UI message stream, version 1 (https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol): {@code /api/chat}, as
 * its {@code DefaultChatTransport} calls it. A chat is a thread.
 */
public record AiSdkProtocol(List<Routes> routes) implements Protocol {
    static final String NAME = "aisdk";

    public AiSdkProtocol(ProtocolContext context) {
        this(List.of(new AiSdkRoutes(context)));
    }

    @Override
    public String name() {
        return NAME;
    }
}
