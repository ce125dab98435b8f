package dev.rill.http.problem;

import tools.jackson.databind.json.JsonMapper;

/** How a refusal looks to a protocol's clients. Without state; any thread. */
public interface ProblemForm {

    /** {@code application/problem+json}. */
    ProblemForm RFC_9457 = new ProblemForm() {
        @Override
        public String contentType() {
            return "application/problem+json";
        }

        @Override
        public byte[] body(Problem problem, String path) {
            return JsonMapper.shared().writeValueAsBytes(problem.json(path));
        }
    };

    String contentType();

    /** @param path of the request, as a URI reference without its query */
    byte[] body(Problem problem, String path);
}
