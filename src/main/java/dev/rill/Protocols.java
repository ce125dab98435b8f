package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.agui.AgUiProtocol;
import dev.rill.wire.aisdk.AiSdkProtocol;
import dev.rill.wire.langgraph.LangGraphProtocol;
import dev.rill.wire.mcp.McpProtocol;
import dev.rill.wire.openai.OpenAiProtocol;
import dev.rill.wire.rill.RillProtocol;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The protocols that the server speaks: one line each. */
final class Protocols {

    private Protocols() {
    }

    /** Those that are on. */
    static List<Function<ProtocolContext, Protocol>> of(RillConfig.Server config) {
        return Stream.of(RillConfig.Server.Protocol.values()).filter(config::speaks).map(Protocols::maker).toList();
    }

    private static Function<ProtocolContext, Protocol> maker(RillConfig.Server.Protocol protocol) {
        return switch (protocol) {
            case RILL -> RillProtocol::new;
            case OPENAI -> OpenAiProtocol::new;
            case AISDK -> AiSdkProtocol::new;
            case AGUI -> AgUiProtocol::new;
            case LANGGRAPH -> LangGraphProtocol::new;
            case MCP -> McpProtocol::new;
        };
    }
}
