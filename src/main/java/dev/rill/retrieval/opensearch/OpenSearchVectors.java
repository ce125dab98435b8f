package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.index.PassageVectors;
import dev.rill.retrieval.index.QueryParts;
import dev.rill.retrieval.index.ReaderFilter;
import dev.rill.retrieval.index.Within;
import dev.rill.retrieval.opensearch.OpenSearchTerms.Asking;
import dev.rill.retrieval.vector.PassageKey;
import dev.rill.retrieval.vector.ScoreFusion;
import dev.rill.retrieval.vector.VectorMaker;
import dev.rill.stream.Cancellation;
import dev.rill.words.Nearness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Vectors in OpenSearch. Where the server finds neighbours it is asked for them; where it does not, what words have
 * found is put into the order that meaning and words have together. Any thread.
 */
final class OpenSearchVectors implements PassageVectors {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** Whoever wants a list of documents does not wait for this. */
    private static final Duration COUNT = Duration.ofSeconds(1);
    private static final Duration COUNTED = Duration.ofSeconds(2);
    /** Neighbours for each that is wanted: copies of a passage are some, and found as one. */
    private static final int COPIES = 3;
    /** As many as the server looks at in any case. */
    private static final int AT_LEAST = 100;
    private static final String SEARCH = "/_search?allow_partial_search_results=false";

    private record Count(int missing, long at) {
    }

    private final SearchServer server;
    private final String index;
    private final OpenSearchReading reading;
    private final VectorMaker maker;
    private final StoredVectors stored;
    private final VectorFeeder feeder;
    private volatile Count all = new Count(1, System.nanoTime() - COUNTED.toNanos());

    OpenSearchVectors(SearchServer server, String index, OpenSearchReading reading, VectorMaker maker,
                      StoredVectors stored, VectorFeeder feeder) {
        this.server = server;
        this.index = index;
        this.reading = reading;
        this.maker = maker;
        this.stored = stored;
        this.feeder = feeder;
    }

    @Override
    public void start() {
        feeder.start();
    }

    @Override
    public void stop() {
        feeder.stop();
    }

    @Override
    public boolean failing() {
        return maker.failing();
    }

    @Override
    public int pending() {
        Count known = all;
        if (System.nanoTime() - known.at() < COUNTED.toNanos()) {
            return known.missing();
        }
        int missing = count(new ReaderFilter(Optional.empty()), true).orElse(Math.max(1, known.missing()));
        all = new Count(missing, System.nanoTime());
        return missing;
    }

    @Override
    public int pending(ReaderFilter readers) {
        return readers.visible().isEmpty() ? pending() : count(readers, true).orElse(1);
    }

    @Override
    public Optional<WorkProgress> progress(ReaderFilter readers) {
        int missing = pending(readers);
        return missing == 0 ? Optional.empty() : count(readers, false)
                .map(passages -> new WorkProgress(Math.max(0, passages - missing), missing, Optional.empty()));
    }

    /** Empty where that is not known. */
    private Optional<Integer> count(ReaderFilter readers, boolean missing) {
        Optional<ArrayNode> filter = QueryJson.filter(new Within(readers, Optional.empty()));
        if (filter.isEmpty() || server.fault().isPresent()) {
            return filter.isEmpty() ? Optional.of(0) : Optional.empty();
        }
        try {
            ObjectNode body = SearchServer.JSON.createObjectNode();
            if (missing) {
                body.set("query", VectorFeeder.without(maker.model(), filter.get()));
            } else {
                body.putObject("query").putObject("bool").set("filter", filter.get());
            }
            return Optional.of(SearchServer.answered(server.send("POST", "/" + index + "/_count", body.toString(),
                    COUNT)).path("count").asInt());
        } catch (IOException e) {
            server.fails(e);
            return Optional.empty();
        } catch (EmbeddingFailedException e) {
            maker.failed(e);
            return Optional.empty();
        }
    }

    @Override
    public List<float[]> directions(List<String> questions, Cancellation cancellation) {
        return maker.directions(questions, cancellation);
    }

    @Override
    public Nearness nearness(String question, Cancellation cancellation) {
        return maker.nearness(question, cancellation);
    }

    @Override
    public List<List<Passage>> fused(List<String> queries, List<List<Passage>> words, List<float[]> directions,
                                     Within within, int limit, Cancellation cancellation) {
        Optional<ArrayNode> filter = QueryJson.filter(within);
        return filter.isEmpty() ? words : reading.read(() -> fused(queries, words, directions, filter.get(), limit,
                (path, body) -> server.send("POST", "/" + index + path, body, ANSWER, cancellation)));
    }

    private List<List<Passage>> fused(List<String> queries, List<List<Passage>> words, List<float[]> directions,
                                      ArrayNode filter, int limit, Asking asking) throws IOException {
        Map<BytesRef, float[]> vectors = new HashMap<>();
        Set<BytesRef> keys = new LinkedHashSet<>();
        words.forEach(list -> list.forEach(passage -> keys.add(PassageKey.of(passage))));
        read(keys, vectors, asking);
        List<List<Passage>> lists = new ArrayList<>();
        Iterator<float[]> next = directions.iterator();
        List<QueryParts> parts = QueryParts.of(queries);
        for (int i = 0; i < parts.size(); i++) {
            float[] direction = parts.get(i).dependent() ? new float[0] : next.next();
            lists.add(direction.length == 0 ? words.get(i) : ScoreFusion.fused(words.get(i),
                    near(direction, filter, limit, vectors, asking), vectors, direction, limit));
        }
        return lists;
    }

    /** The vectors of passages that have the keys, where they have some. */
    private void read(Set<BytesRef> keys, Map<BytesRef, float[]> vectors, Asking asking) throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", keys.size()).put("track_total_hits", false);
        body.putArray("_source").add(SearchForm.KEY).add(SearchForm.VECTOR);
        body.putObject("collapse").put("field", SearchForm.KEY);
        ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
        filter.addObject().putObject("term").put(SearchForm.VECTOR_OF, maker.model());
        ArrayNode named = filter.addObject().putObject("terms").putArray(SearchForm.KEY);
        keys.forEach(key -> named.add(EntryJson.key(key)));
        for (JsonNode hit : hits(asking, body)) {
            vectors.put(EntryJson.key(hit.path("_source")), StoredVectors.read(hit.path("_source")));
        }
    }

    /** Of what may be found; nothing where the server finds no neighbours. */
    private List<Passage> near(float[] direction, ArrayNode filter, int limit, Map<BytesRef, float[]> vectors,
                               Asking asking) throws IOException {
        String model = maker.model();
        if (!stored.neighbours(model, direction.length)) {
            return List.of();
        }
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", limit).put("track_total_hits", false);
        EntryJson.PASSAGE.forEach(body.putArray("_source").add(SearchForm.KEY).add(SearchForm.VECTOR)::add);
        body.putObject("collapse").put("field", SearchForm.COPY);
        ObjectNode knn = body.putObject("query").putObject("knn")
                .putObject(StoredVectors.field(model, direction.length));
        ArrayNode numbers = knn.putArray("vector");
        for (float number : direction) {
            numbers.add(number);
        }
        knn.put("k", Math.max(COPIES * limit, AT_LEAST)).putObject("filter").putObject("bool").set("filter", filter);
        List<Passage> near = new ArrayList<>();
        for (JsonNode hit : hits(asking, body)) {
            near.add(EntryJson.passage(hit.path("_source"), 0));
            vectors.put(EntryJson.key(hit.path("_source")), StoredVectors.read(hit.path("_source")));
        }
        return near;
    }

    private static JsonNode hits(Asking asking, ObjectNode body) throws IOException {
        return SearchServer.answered(asking.ask(SEARCH, body.toString())).path("hits").path("hits");
    }
}
