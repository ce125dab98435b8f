package dev.rill.http.route;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.QueryParameters;
import dev.rill.uri.PercentEncoding;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.OptionalInt;

/** How a request names a document, and lines of it. Stateless. */
final class DocumentAddress {

    private DocumentAddress() {
    }

    /**
     * Decoded once, from what was sent, so that an encoded slash or dot means what the document's name means.
     *
     * @param before how many parts the request's path has before it
     */
    static String path(ServerRequest request, int before) {
        String raw = request.prologue().uriPath().rawPathNoParams();
        for (int part = 0; part <= before; part++) {
            raw = raw.substring(raw.indexOf('/') + 1);
        }
        return PercentEncoding.decode(raw).orElseThrow(() ->
                Problem.of(ProblemCode.INVALID_REQUEST, "The path is not percent-encoded as it should be").exception());
    }

    static OptionalInt line(ServerRequest request, String name) {
        Optional<Integer> line = QueryParameters.integer(request, name, 1, Integer.MAX_VALUE);
        return line.isPresent() ? OptionalInt.of(line.get()) : OptionalInt.empty();
    }
}
