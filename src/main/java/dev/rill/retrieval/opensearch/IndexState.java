package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.DocumentEntries.UnreachableException;
import dev.rill.retrieval.opensearch.SearchServer.Reply;
import java.io.IOException;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an index says of itself. Immutable; any thread.
 *
 * @param revision  number of the last changes that can be found
 * @param complete  whether it has held everything that there was to index
 * @param made      another one for an index that was deleted and made anew; empty while nothing can be found
 * @param forgotten number of the last changes of which it is no longer told what they removed
 */
record IndexState(long revision, boolean complete, String made, long forgotten) {
    static final String ID = "state";
    static final String PATH = "/_doc/" + ID;
    private static final String REVISION = "revision";
    private static final String COMPLETE = "complete";
    private static final String MADE = "made";
    private static final String FORGOTTEN = "forgotten";

    static IndexState of(Reply reply) throws IOException {
        if (!reply.ok() && !reply.body().has("found")) {
            throw new UnreachableException("the index is gone: " + reply.reason(), null);
        }
        JsonNode source = reply.body().path("_source");
        return new IndexState(source.path(REVISION).asLong(0), source.path(COMPLETE).asBoolean(false),
                source.path(MADE).asString(""), source.path(FORGOTTEN).asLong(0));
    }

    /** After some more changes. */
    IndexState next(boolean all) {
        return new IndexState(revision + 1, all, made.isEmpty() ? UUID.randomUUID().toString() : made, forgotten);
    }

    /** Where no more is told of what some changes removed. */
    IndexState forgetting(long changes) {
        return new IndexState(revision, complete, made, Math.max(forgotten, changes));
    }

    /** Whether nobody can be told what has changed since: it is of another index, or the one before is too old. */
    boolean anew(IndexState before) {
        return !before.made.isEmpty() && !before.made.equals(made) || forgotten > before.revision;
    }

    /** Without what a server said that is no number. */
    @Override
    public String toString() {
        return "IndexState[revision=" + revision + ", complete=" + complete + "]";
    }

    ObjectNode json() {
        return SearchServer.JSON.createObjectNode().put(SearchForm.TYPE, SearchForm.STATE).put(REVISION, revision)
                .put(COMPLETE, complete).put(MADE, made).put(FORGOTTEN, forgotten);
    }
}
