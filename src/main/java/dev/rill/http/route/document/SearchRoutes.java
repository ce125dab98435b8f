package dev.rill.http.route.document;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.http.response.QueryParameters;
import dev.rill.http.response.WatchedWork;
import dev.rill.live.Watchdog;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.rights.Reader;
import dev.rill.stream.Cancellation;
import dev.rill.trace.Trace;
import dev.rill.trace.Work;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /search}: what the index finds, without a model and without a thread. Any thread. */
public final class SearchRoutes implements Routes {
    private static final int USUAL = 10;
    private static final int MOST = 100;
    /** As many as an answer is chosen from, so that the order is the same. */
    private static final int CANDIDATES = 50;
    private static final int LONGEST_FOLDER = 1000;
    private static final int LONGEST_TAG = 200;
    private static final int MOST_TAGS = 50;

    private final GuardedDocuments documents;
    private final Watchdog watchdog;
    private final int longestQuery;

    /**
     * @param watchdog     looks at the deadline of an embeddings server
     * @param longestQuery in characters
     */
    public SearchRoutes(GuardedDocuments documents, Watchdog watchdog, int longestQuery) {
        this.documents = documents;
        this.watchdog = watchdog;
        this.longestQuery = longestQuery;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/search", Access.USER).get(this::search));
    }

    private void search(ServerRequest request, ServerResponse response) {
        String query = QueryParameters.text(request, "q", longestQuery).filter(text -> !text.isBlank())
                .orElseThrow(() -> Problem.of(ProblemCode.INVALID_REQUEST, "q has to say what to search for")
                        .exception());
        int limit = QueryParameters.integer(request, "limit", 1, MOST).orElse(USUAL);
        PassageScope scope = new PassageScope(QueryParameters.text(request, "folder", LONGEST_FOLDER),
                QueryParameters.texts(request, "tag", MOST_TAGS, LONGEST_TAG));
        List<Passage> found = Trace.tracedRequest(new Work.Search(limit),
                () -> found(request, query, scope, Math.max(CANDIDATES, limit)));
        ObjectNode json = Json.object();
        ArrayNode passages = json.putArray("passages");
        found.stream().limit(limit).forEach(passage -> passages.add(json(passage)));
        response.headers().set(HeaderNames.CACHE_CONTROL, "no-cache");
        Json.send(request, response, json);
    }

    private List<Passage> found(ServerRequest request, String query, PassageScope scope, int candidates) {
        Reader reader = DocumentAddress.reader(request);
        Cancellation cancellation = new Cancellation();
        return WatchedWork.run(request, watchdog, cancellation,
                        () -> documents.seenBy(reader).candidates(List.of(query), scope, candidates, cancellation))
                .stream().flatMap(List::stream).toList();
    }

    private static ObjectNode json(Passage passage) {
        ObjectNode json = Json.object()
                .put("path", passage.path())
                .put("title", passage.title())
                .put("fromLine", passage.fromLine())
                .put("toLine", passage.toLine());
        Json.place(json, passage.place());
        if (!passage.section().isEmpty()) {
            json.put("section", passage.section());
        }
        return json.put("score", passage.score())
                .put("snippet", passage.snippet())
                .put("hash", passage.hash());
    }
}
