package dev.rill.wire.mcp;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemForm;
import dev.rill.http.response.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Refusals of what comes before a message is read, as an error of JSON-RPC that has no id. Without state; any thread.
 */
final class McpRefusals implements ProblemForm {

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(Problem problem, String path) {
        ObjectNode data = Json.object().put("code", problem.code().name());
        problem.retryAfter().ifPresent(wait -> data.put("retryAfterMs", wait.toMillis()));
        return Json.bytes(RpcAnswers.withoutId(Json.object()
                .put("code", problem.status() < 500 ? RpcException.INVALID_REQUEST : RpcException.INTERNAL)
                .put("message", problem.detail())
                .set("data", data)));
    }
}
