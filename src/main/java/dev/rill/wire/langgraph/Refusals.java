package dev.rill.wire.langgraph;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.problem.ProblemForm;
import dev.rill.http.response.Json;

/** Faults as LangGraph's clients read them: {@code {"detail": …}}, with the code beside it. Stateless. */
final class Refusals {
    /** Of every refusal. */
    static final ProblemForm FORM = new ProblemForm() {
        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public byte[] body(Problem problem, String path) {
            return Json.bytes(Json.object().put("detail", problem.detail()).put("code", problem.code().name()));
        }
    };

    private Refusals() {
    }

    static ProblemException invalid(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).exception();
    }

    /** @param what a thread, a run, a checkpoint */
    static ProblemException unknown(String what) {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such " + what).exception();
    }
}
