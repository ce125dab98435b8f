package dev.rill.http.response;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** Reads query parameters; what is out of range is a problem that names it. Any thread. */
public final class QueryParameters {

    private QueryParameters() {
    }

    public static Optional<Integer> integer(ServerRequest request, String name, int min, int max) {
        Optional<String> text = request.query().first(name).asOptional();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String digits = text.get();
        if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid(name + " has to be a number from " + min + " to " + max);
        }
        long value = Long.parseLong(digits);
        if (value < min || value > max) {
            throw invalid(name + " has to be a number from " + min + " to " + max);
        }
        return Optional.of((int) value);
    }

    /** Empty is as good as absent. */
    public static Optional<String> text(ServerRequest request, String name, int maxChars) {
        Optional<String> text = request.query().first(name).asOptional().filter(t -> !t.isEmpty());
        text.ifPresent(t -> {
            if (t.length() > maxChars || t.indexOf('\0') >= 0) {
                throw invalid(name + " has to be text of at most " + maxChars + " characters");
            }
        });
        return text;
    }

    private static ProblemException invalid(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).exception();
    }
}
