package dev.rill.http.route.document;

import dev.rill.http.access.Caller;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.QueryParameters;
import dev.rill.rights.Reader;
import dev.rill.threads.ThreadSummary;
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

    /** As whom documents are looked for: in a thread, where one is named, as its questions do. */
    static Reader reader(ServerRequest request) {
        Reader reader = Caller.of(request).reader();
        return thread(request).map(reader::in).orElse(reader);
    }

    /** The thread that is named. */
    static Optional<String> thread(ServerRequest request) {
        return QueryParameters.text(request, "threadId", Integer.MAX_VALUE).map(DocumentAddress::thread);
    }

    static String thread(String threadId) {
        if (!ThreadSummary.isId(threadId)) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "threadId is no thread's").exception();
        }
        return threadId;
    }

    static OptionalInt line(ServerRequest request, String name) {
        Optional<Integer> line = QueryParameters.integer(request, name, 1, Integer.MAX_VALUE);
        return line.isPresent() ? OptionalInt.of(line.get()) : OptionalInt.empty();
    }
}
