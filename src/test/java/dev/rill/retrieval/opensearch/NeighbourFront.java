package dev.rill.retrieval.opensearch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenSearch as it is with the plugin k-NN, which no repository of libraries has: what the plugin adds and what it
 * refuses is done here, as 3.9 does it but with exact neighbours, and everything else by the server behind.
 */
final class NeighbourFront extends FaultyFront {
    private static final int ALL = 10_000;
    private static final String METHOD = "{\"name\":\"hnsw\",\"engine\":\"lucene\",\"space_type\":\"cosinesimil\"}";
    /** Dimensions of the fields. */
    private final Map<String, Integer> mapped = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();

    NeighbourFront(int port) throws IOException {
        super(port);
    }

    @Override
    Answer answer(String method, String path, byte[] body) throws IOException, InterruptedException {
        if (path.contains("/_bulk")) {
            return bulk(method, path, body);
        }
        JsonNode json = body.length > 0 && body[0] == '{'
                ? SearchServer.JSON.readTree(body) : SearchServer.JSON.createObjectNode();
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
            return map(json.path("properties").properties().iterator().next());
        }
        if (path.contains("/_mapping/field/")) {
            String field = path.substring(path.lastIndexOf('/') + 1);
            return said(mapped.containsKey(field) ? "{\"" + index + "\":{\"mappings\":{\"" + field + "\":{}}}}"
                    : "{\"" + index + "\":{\"mappings\":{}}}");
        }
        return json.path("query").has("knn") ? neighbours(method, path, (ObjectNode) json)
                : super.answer(method, path, body);
    }

    private Answer map(Map.Entry<String, JsonNode> field) {
        int dimensions = field.getValue().path("dimension").asInt();
        if (!field.getValue().path("type").asString("").equals("knn_vector") || dimensions < 1
                || !field.getValue().path("method").equals(SearchServer.JSON.readTree(METHOD))) {
            return refused("mapper_parsing_exception", "not a field of vectors");
        }
        Integer before = mapped.putIfAbsent(field.getKey(), dimensions);
        return before == null || before == dimensions ? said("{\"acknowledged\":true}")
                : refused("illegal_argument_exception", "Cannot update parameter [dimension] from [" + before + "]");
    }

    /** Entries whose vectors are of no use are refused, and others taken. */
    private Answer bulk(String method, String path, byte[] body) throws IOException, InterruptedException {
        List<String> whys = new ArrayList<>();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        String action = "";
        for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
            if (action.isEmpty() && line.startsWith("{\"index\"")) {
                action = line;
                continue;
            }
            String why = action.isEmpty() ? "" : unusable(SearchServer.JSON.readTree(line));
            if (why.isEmpty()) {
                taken.writeBytes((action + (action.isEmpty() ? "" : "\n") + line + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            whys.add(why);
            action = "";
        }
        ObjectNode told = SearchServer.JSON.createObjectNode();
        ArrayNode items = told.putArray("items");
        if (taken.size() > 0) {
            Answer answer = super.answer(method, path, taken.toByteArray());
            if (answer.status() != 200) {
                return answer;
            }
            SearchServer.JSON.readTree(answer.body()).path("items").forEach(items::add);
        }
        for (int i = 0; i < whys.size(); i++) {
            if (!whys.get(i).isEmpty()) {
                items.insertObject(i).putObject("index").put("status", 400).putObject("error")
                        .put("type", "mapper_parsing_exception").put("reason", whys.get(i));
            }
        }
        return new Answer(200, SearchServer.JSON.writeValueAsBytes(told));
    }

    private String unusable(JsonNode entry) {
        return entry.propertyStream().filter(field -> mapped.containsKey(field.getKey()))
                .map(field -> unusable(field.getKey(), field.getValue())).reduce("", String::concat);
    }

    private String unusable(String field, JsonNode vector) {
        int dimensions = mapped.get(field);
        return vector.size() != dimensions ? "Vector dimension mismatch. Expected: " + dimensions
                : vector.valueStream().allMatch(number -> number.floatValue() == 0) ? "zero vector is not supported"
                : "";
    }

    private Answer neighbours(String method, String path, ObjectNode search) throws IOException, InterruptedException {
        asked.incrementAndGet();
        var knn = search.path("query").path("knn").properties().iterator().next();
        JsonNode direction = knn.getValue().path("vector");
        int most = knn.getValue().path("k").asInt();
        String why = !mapped.containsKey(knn.getKey()) ? "Field '" + knn.getKey() + "' is not knn_vector type."
                : most < 1 || most > ALL ? "[knn] requires k to be in the range (0, 10000]"
                : unusable(knn.getKey(), direction);
        if (!why.isEmpty()) {
            return refused("query_shard_exception", "failed to create query: " + why);
        }
        int size = search.path("size").asInt();
        String one = search.path("collapse").path("field").asString();
        search.remove("collapse");
        search.set("query", knn.getValue().get("filter"));
        ((ArrayNode) search.get("_source")).add(knn.getKey()).add(one);
        search.put("size", ALL);
        Answer all = super.answer(method, path, SearchServer.JSON.writeValueAsBytes(search));
        List<JsonNode> hits = new ArrayList<>();
        SearchServer.JSON.readTree(all.body()).path("hits").path("hits").forEach(hits::add);
        hits.removeIf(hit -> !hit.path("_source").has(knn.getKey()));
        hits.sort(Comparator.comparingDouble(hit -> -product(direction, hit.path("_source").path(knn.getKey()))));
        ObjectNode found = SearchServer.JSON.createObjectNode();
        ArrayNode nearest = found.putObject("hits").putArray("hits");
        Set<JsonNode> seen = new HashSet<>();
        hits.stream().limit(most).filter(hit -> seen.add(hit.path("_source").path(one))).limit(size)
                .forEach(nearest::add);
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

    private static Answer refused(String type, String reason) {
        return new Answer(400, error(type, reason));
    }

    private static byte[] error(String type, String reason) {
        ObjectNode error = SearchServer.JSON.createObjectNode();
        error.putObject("error").put("type", type).put("reason", reason);
        return SearchServer.JSON.writeValueAsBytes(error);
    }
}
