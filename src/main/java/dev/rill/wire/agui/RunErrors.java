package dev.rill.wire.agui;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemForm;
import dev.rill.http.response.Json;

/**
 * What is refused, as the event that would end its run; clients show it behind the status. Without state; any
 * thread.
 */
final class RunErrors implements ProblemForm {

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(Problem problem, String path) {
        return Json.bytes(Json.object().put("type", "RUN_ERROR").put("message", problem.detail())
                .put("code", problem.code().name()));
    }
}
