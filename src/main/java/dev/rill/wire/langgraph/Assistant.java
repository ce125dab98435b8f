package dev.rill.wire.langgraph;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Json;
import dev.rill.stream.StepNames;
import tools.jackson.databind.node.ObjectNode;

/** The one assistant that there is, which is its graph. Stateless. */
final class Assistant {
    /** It does not change. */
    private static final String SINCE = "2026-01-01T00:00:00Z";

    private Assistant() {
    }

    static ObjectNode json() {
        ObjectNode assistant = Json.object().put("assistant_id", LangGraphProtocol.ASSISTANT)
                .put("graph_id", LangGraphProtocol.ASSISTANT).put("name", LangGraphProtocol.ASSISTANT)
                .put("description", "Answers from documents").put("version", 1)
                .put("created_at", SINCE).put("updated_at", SINCE);
        assistant.putObject("config");
        assistant.putObject("context");
        assistant.putObject("metadata").put("created_by", "system");
        return assistant;
    }

    static ObjectNode schemas() {
        ObjectNode schemas = Json.object().put("graph_id", LangGraphProtocol.ASSISTANT);
        for (String of : new String[] {"input_schema", "output_schema", "state_schema"}) {
            ObjectNode schema = schemas.putObject(of).put("title", "State").put("type", "object");
            schema.putObject("properties").putObject("messages").put("title", "Messages").put("type", "array")
                    .putObject("items").put("type", "object");
        }
        for (String of : new String[] {"config_schema", "context_schema"}) {
            schemas.putObject(of).put("title", "Configuration").put("type", "object").putObject("properties")
                    .putObject("systemMessage").put("type", "string");
        }
        return schemas;
    }

    static ObjectNode graph() {
        ObjectNode graph = Json.object();
        String[] nodes = {"__start__", StepNames.RETRIEVAL, StepNames.RANKING, StepNames.GENERATION, "__end__"};
        for (String node : nodes) {
            graph.withArray("nodes").addObject().put("id", node).put("type", "runnable")
                    .putObject("data").put("name", node);
        }
        for (int i = 1; i < nodes.length; i++) {
            graph.withArray("edges").addObject().put("source", nodes[i - 1]).put("target", nodes[i]);
        }
        return graph;
    }

    static ProblemException unknown(String asked) {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no assistant '" + Problem.shown(asked)
                + "'; this server has '"
                + LangGraphProtocol.ASSISTANT + "'").exception();
    }
}
