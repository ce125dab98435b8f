package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.vector.VectorMaker;
import dev.rill.storage.Uninterrupted;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.CancelledException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the passages of an index their vectors, where this server feeds it. The work is done by one platform thread,
 * interrupted only while it waits for an embeddings server.
 */
final class VectorFeeder {
    private static final System.Logger LOGGER = System.getLogger(VectorFeeder.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration OTHERS_TAKE = Duration.ofMillis(250);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final int AT_ONCE = 256;

    private final SearchServer server;
    private final String index;
    private final VectorMaker maker;
    private final StoredVectors stored;
    private final Supplier<Optional<OpenSearchEntries>> fed;
    private final BooleanSupplier ready;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CompletableFuture<Cancellation> cancellation = new CompletableFuture<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("rill-vectors").unstarted(this::run);
    private String lastFailure = "";

    /** @param fed the index, while this server feeds it */
    VectorFeeder(SearchServer server, String index, VectorMaker maker, StoredVectors stored,
                 Supplier<Optional<OpenSearchEntries>> fed, BooleanSupplier ready) {
        this.server = server;
        this.index = index;
        this.maker = maker;
        this.stored = stored;
        this.fed = fed;
        this.ready = ready;
    }

    void start() {
        thread.start();
    }

    /** Ends what is under way, and the thread. */
    void stop() {
        stopped.countDown();
        cancellation.thenAccept(own -> own.cancel(Cancellation.Reason.DRAINING));
        Uninterrupted.join(thread, LONGEST_STOP);
    }

    private void run() {
        cancellation.complete(new Cancellation());
        try {
            Duration rest = Duration.ZERO;
            while (!stopped.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                rest = step();
            }
        } catch (CancelledException e) {
            // told to stop while it waited for a server
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted outside a call to the embeddings server", e);
        } finally {
            maker.close();
        }
    }

    /** @return until there may be more to do */
    private Duration step() {
        Optional<OpenSearchEntries> entries = fed.get();
        if (!ready.getAsBoolean()) {
            return REST;
        }
        if (maker.pause() > 0) {
            return Duration.ofNanos(Math.max(REST.toNanos(), maker.pause()));
        }
        try {
            Duration rest = entries.isPresent() ? some(entries.get()) : REST;
            if (rest.equals(REST)) {
                maker.prepare(); // so that the first question need not wait for it
            }
            lastFailure = "";
            return rest;
        } catch (CancelledException e) {
            throw e;
        } catch (EmbeddingFailedException e) {
            maker.failed(e);
            return REST;
        } catch (IOException | RuntimeException e) {
            if (!e.toString().equals(lastFailure)) {
                lastFailure = e.toString();
                LOGGER.log(System.Logger.Level.WARNING, "Vectors cannot be added to the index just now: {0}",
                        lastFailure);
            }
            return REST;
        }
    }

    private Duration some(OpenSearchEntries entries) throws IOException {
        String model = maker.model();
        Map<BytesRef, Passage> waiting = new LinkedHashMap<>();
        Map<String, BytesRef> ids = new HashMap<>();
        for (JsonNode hit : waiting(model)) {
            BytesRef key = EntryJson.key(hit.path("_source"));
            ids.put(hit.path("_id").asString(), key);
            waiting.putIfAbsent(key, EntryJson.passage(hit.path("_source"), 0));
        }
        if (waiting.isEmpty()) {
            return REST;
        }
        Map<BytesRef, float[]> some = maker.some(model, waiting, cancellation.join());
        if (some.isEmpty()) {
            return OTHERS_TAKE;
        }
        for (int dimensions : some.values().stream().mapToInt(vector -> vector.length).distinct().toArray()) {
            if (dimensions > 0) {
                stored.map(model, dimensions);
            }
        }
        List<String> having = new ArrayList<>(ids.keySet());
        having.removeIf(id -> !some.containsKey(ids.get(id)));
        entries.giveVectors(having, (source, key) -> {
            float[] vector = some.get(key);
            if (vector != null) {
                stored.put(source, model, vector);
            }
            return vector != null;
        });
        return Duration.ZERO;
    }

    private JsonNode waiting(String model) throws IOException {
        ObjectNode body = SearchServer.JSON.createObjectNode().put("size", AT_ONCE);
        EntryJson.PASSAGE.forEach(body.putArray("_source").add(SearchForm.KEY)::add);
        ArrayNode passages = SearchServer.JSON.createArrayNode();
        passages.addObject().putObject("term").put(SearchForm.TYPE, SearchForm.PASSAGE);
        body.set("query", without(model, passages));
        return SearchServer.answered(server.send("POST", "/" + index + "/_search", body.toString(), ANSWER))
                .path("hits").path("hits");
    }

    /** Passages that have no vector of a model, of those that match a filter. */
    static ObjectNode without(String model, ArrayNode filter) {
        ObjectNode query = SearchServer.JSON.createObjectNode();
        ObjectNode bool = query.putObject("bool");
        bool.set("filter", filter);
        bool.putObject("must_not").putObject("term").put(SearchForm.VECTOR_OF, model);
        return query;
    }
}
