package dev.rill.retrieval.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenSearch as it is with the plugin k-NN, which no repository of libraries has: what the plugin adds is done here,
 * with exact neighbours, and everything else by the server behind.
 */
final class NeighbourFront extends FaultyFront {
    private static final int ALL = 10_000;
    private final Set<String> mapped = ConcurrentHashMap.newKeySet();
    final AtomicInteger asked = new AtomicInteger();

    NeighbourFront(int port) throws IOException {
        super(port);
    }

    @Override
    Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
        JsonNode json = body.length > 0 && body[0] == '{' && !path.contains("/_bulk")
                ? SearchServer.JSON.readTree(body) : SearchServer.JSON.createObjectNode();
        if (path.startsWith("/_nodes/plugins")) {
            return said("{\"nodes\":{\"a\":{\"plugins\":[{\"name\":\"opensearch-knn\"}]}}}");
        }
        if (method.equals("PUT") && json.has("settings")) {
            ObjectNode settings = (ObjectNode) json.get("settings");
            if (!settings.path("index.knn").asBoolean()) {
                throw new IOException("the index is not made for neighbours");
            }
            settings.remove("index.knn");
            return super.answer(method, path, SearchServer.JSON.writeValueAsBytes(json));
        }
        if (method.equals("DELETE")) {
            mapped.clear();
        }
        String index = path.substring(1).replaceFirst("[/?].*", "");
        if (path.contains("/_settings?flat")) {
            return said("{\"" + index + "\":{\"settings\":{\"index.knn\":\"true\"}}}");
        }
        if (path.endsWith("/_mapping") && method.equals("PUT")) {
            json.path("properties").propertyStream().filter(field -> field.getValue().path("type").asString("")
                    .equals("knn_vector") && field.getValue().path("dimension").asInt() > 0)
                    .forEach(field -> mapped.add(field.getKey()));
            return said("{\"acknowledged\":true}");
        }
        if (path.contains("/_mapping/field/")) {
            String field = path.substring(path.lastIndexOf('/') + 1);
            return said(mapped.contains(field) ? "{\"" + index + "\":{\"mappings\":{\"" + field + "\":{}}}}"
                    : "{\"" + index + "\":{\"mappings\":{}}}");
        }
        return json.path("query").has("knn") ? neighbours(method, path, (ObjectNode) json)
                : super.answer(method, path, body);
    }

    private Answer neighbours(String method, String path, ObjectNode search) throws IOException, InterruptedException {
        asked.incrementAndGet();
        var knn = search.path("query").path("knn").properties().iterator().next();
        if (!mapped.contains(knn.getKey())) {
            return new Answer(400, "{\"error\":\"not a field of vectors\"}".getBytes());
        }
        JsonNode direction = knn.getValue().path("vector");
        search.set("query", knn.getValue().get("filter"));
        ((ArrayNode) search.get("_source")).add(knn.getKey());
        int most = knn.getValue().path("k").asInt();
        search.put("size", ALL);
        Answer all = super.answer(method, path, SearchServer.JSON.writeValueAsBytes(search));
        List<JsonNode> hits = new ArrayList<>();
        SearchServer.JSON.readTree(all.body()).path("hits").path("hits").forEach(hits::add);
        hits.removeIf(hit -> !hit.path("_source").has(knn.getKey()));
        hits.sort(Comparator.comparingDouble(hit -> -product(direction, hit.path("_source").path(knn.getKey()))));
        ObjectNode found = SearchServer.JSON.createObjectNode();
        ArrayNode nearest = found.putObject("hits").putArray("hits");
        hits.stream().limit(most).forEach(nearest::add);
        return new Answer(200, SearchServer.JSON.writeValueAsBytes(found));
    }

    private static double product(JsonNode one, JsonNode other) {
        double product = 0;
        for (int i = 0; i < one.size(); i++) {
            product += one.get(i).asDouble() * other.get(i).asDouble();
        }
        return product;
    }

    private static Answer said(String json) {
        return new Answer(200, json.getBytes());
    }
}
