package dev.rill.wire.aisdk;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemForm;
import java.nio.charset.StandardCharsets;

/** A sentence: the AI SDK makes the body of what is refused the message of its error. Without state; any thread. */
final class PlainRefusals implements ProblemForm {

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public byte[] body(Problem problem, String path) {
        return problem.detail().getBytes(StandardCharsets.UTF_8);
    }
}
