package dev.rill.http.problem;

/** Carries a {@link Problem} from a handler to the one place that sends it. Without a stack trace. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
