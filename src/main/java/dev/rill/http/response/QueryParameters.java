package dev.rill.http.response;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
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
        return request.query().first(name).asOptional().filter(text -> !text.isEmpty())
                .map(text -> checked(name, text, maxChars));
    }

    /** Of a parameter that may be given several times. */
    public static List<String> texts(ServerRequest request, String name, int most, int maxChars) {
        List<String> texts = request.query().contains(name) ? request.query().all(name) : List.of();
        if (texts.size() > most) {
            throw invalid(name + " may be given " + most + " times at most");
        }
        return texts.stream().map(text -> checked(name, text, maxChars)).toList();
    }

    private static String checked(String name, String text, int maxChars) {
        if (text.length() > maxChars || text.indexOf('\0') >= 0) {
            throw invalid(name + " has to be text of at most " + maxChars + " characters");
        }
        return text;
    }

    private static ProblemException invalid(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).exception();
    }
}
