package dev.rill.http;

import dev.rill.http.paths.Route;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.ServerRequestHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms of what Helidon answers by itself, and without a body where {@code Accept} allows none. Any thread. */
final class Offered {
    private static final Map<String, MediaType[]> FORMS = Map.of(
            "/metrics", new MediaType[] {MediaTypes.TEXT_PLAIN, MediaTypes.APPLICATION_OPENMETRICS_TEXT,
                    MediaTypes.APPLICATION_JSON},
            "/openapi", new MediaType[] {MediaTypes.APPLICATION_OPENAPI_YAML, MediaTypes.APPLICATION_X_YAML,
                    MediaTypes.APPLICATION_YAML, MediaTypes.TEXT_YAML, MediaTypes.TEXT_X_YAML,
                    MediaTypes.APPLICATION_OPENAPI_JSON, MediaTypes.APPLICATION_JSON});

    private Offered() {
    }

    /** The problem where the client accepts none of the forms of a path. */
    static Optional<Problem> refusal(Route route, ServerRequestHeaders headers) {
        MediaType[] forms = FORMS.get(route.pattern());
        if (forms == null || headers.acceptedTypes().isEmpty() || headers.bestAccepted(forms).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(ProblemCode.NOT_ACCEPTABLE, "There is "
                + Stream.of(forms).map(MediaType::text).collect(Collectors.joining(", "))));
    }
}
