package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.document.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How vectors stand in an index: beside the passage as bytes, for their cosine, and where the server has the plugin
 * k-NN as what it finds neighbours of, in a field of the model's own, since a field has vectors of one length. Any
 * thread.
 */
final class StoredVectors {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final String FIELD = SearchForm.VECTOR + "-";
    private static final int NAMED = 12;

    private final SearchServer server;
    private final String index;
    private volatile boolean neighbours;
    /** The fields of which the server is known to have been told. */
    private final Set<String> mapped = ConcurrentHashMap.newKeySet();

    StoredVectors(SearchServer server, String index) {
        this.server = server;
        this.index = index;
    }

    /** Looks whether the index was made so that neighbours are found in it; it may have been made anew. */
    void look() throws IOException {
        mapped.clear();
        JsonNode settings = server.get("/" + index + "/_settings?flat_settings=true", ANSWER).body();
        neighbours = "true".equals(settings.path(index).path("settings").path(SearchForm.NEIGHBOURS).asString(""));
    }

    /** Whether neighbours of a model's vectors can be asked for: not before there are some of that length. */
    boolean neighbours(String model, int dimensions) throws IOException {
        String field = field(model, dimensions);
        if (neighbours && !mapped.contains(field) && !server.get("/" + index + "/_mapping/field/" + field, ANSWER)
                .body().path(index).path("mappings").path(field).isMissingNode()) {
            mapped.add(field);
        }
        return neighbours && mapped.contains(field);
    }

    /** Whether the index was made so. */
    boolean offered() {
        return neighbours;
    }

    /** Of a model's vectors of one length. */
    static String field(String model, int dimensions) {
        return FIELD + ContentHash.of((dimensions + " " + model).getBytes(StandardCharsets.UTF_8)).substring(0, NAMED);
    }

    /** Tells the server of a model's vectors before the first is there. */
    void map(String model, int dimensions) throws IOException {
        String field = field(model, dimensions);
        if (!neighbours || mapped.contains(field)) {
            return;
        }
        ObjectNode body = SearchServer.JSON.createObjectNode();
        body.putObject("properties").putObject(field).put("type", "knn_vector").put("dimension", dimensions)
                .putObject("method").put("name", "hnsw").put("engine", "lucene").put("space_type", "cosinesimil");
        SearchServer.answered(server.send("PUT", "/" + index + "/_mapping", body.toString(), ANSWER));
        mapped.add(field);
    }

    /**
     * In the place of those of another model.
     *
     * @param vector of no length where the model has none for the passage
     */
    void put(ObjectNode passage, String model, float[] vector) {
        passage.put(SearchForm.VECTOR_OF, model);
        passage.remove(SearchForm.VECTOR);
        passage.remove(passage.propertyNames().stream().filter(name -> name.startsWith(FIELD)).toList());
        if (vector.length == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        passage.put(SearchForm.VECTOR, Base64.getEncoder().encodeToString(bytes.array()));
        if (neighbours) {
            ArrayNode numbers = passage.putArray(field(model, vector.length));
            for (float number : vector) {
                numbers.add(number);
            }
        }
    }

    /** What {@link #keep} looks at. */
    static final List<String> KEPT = List.of(SearchForm.KEY, SearchForm.VECTOR + "*");

    /** What a passage of the same words had is its. */
    static void keep(JsonNode before, ObjectNode passage) {
        before.propertyStream().filter(field -> field.getKey().startsWith(SearchForm.VECTOR))
                .forEach(field -> passage.set(field.getKey(), field.getValue()));
    }

    /** Of no length where there is none. */
    static float[] read(JsonNode source) {
        byte[] bytes = Base64.getDecoder().decode(source.path(SearchForm.VECTOR).asString(""));
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
