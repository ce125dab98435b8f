package dev.rill.wire.langgraph;

import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.stream.StepNames;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.List;

/**
 * LangGraph's server API (https://docs.langchain.com/langgraph-platform/server-api-ref), as its SDKs call it: below
 * {@code /langgraph}. A thread is a thread, a run is a question and its answer and has the answer's id, and each
 * message is a checkpoint with its id.
 */
public record LangGraphProtocol(List<Routes> routes) implements Protocol {
    static final String NAME = "langgraph";
    private static final String ROOT = "/langgraph";
    /** The one assistant, and its graph. */
    static final String ASSISTANT = "rill";
    /** The node of the graph that writes the answer. */
    static final String NODE = StepNames.GENERATION;

    public LangGraphProtocol(ProtocolContext context) {
        this(context, new RunStreams(context));
    }

    private LangGraphProtocol(ProtocolContext context, RunStreams runs) {
        this(List.of(new AssistantRoutes(context.bodies()), new StatelessRunRoutes(context, runs),
                new RunRoutes(context, runs), new RunLookRoutes(context, runs), new StateRoutes(context),
                new ThreadRoutes(context)));
    }

    /** One of its own, below its root. */
    static Route route(String path) {
        return Route.of(ROOT + path, Access.USER).refusing(Refusals.FORM);
    }

    @Override
    public String name() {
        return NAME;
    }
}
