package dev.rill.model.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** {@code /models} and {@code /embeddings}: texts with common words get near vectors. */
final class OtherRoutes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DIMENSIONS = 64;

    private OtherRoutes() {
    }

    static Script answer(RecordedRequest request, List<String> models) {
        if (request.route().endsWith("/models")) {
            return Script.reply(200, "application/json", models(models));
        }
        if (request.route().endsWith("/embeddings")) {
            return Script.reply(200, "application/json", embeddings(request.json()));
        }
        return Script.status(404);
    }

    private static String models(List<String> ids) {
        ObjectNode root = JSON.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        for (String id : ids) {
            data.addObject().put("id", id).put("object", "model").put("created", 1_760_000_000)
                    .put("owned_by", "fake");
        }
        return root.toString();
    }

    private static String embeddings(JsonNode request) {
        ObjectNode root = JSON.createObjectNode().put("object", "list").put("model", request.path("model").asText());
        ArrayNode data = root.putArray("data");
        JsonNode input = request.path("input");
        int count = input.isArray() ? input.size() : 1;
        for (int index = 0; index < count; index++) {
            float[] vector = vector(input.isArray() ? input.get(index).asText() : input.asText());
            ObjectNode item = data.addObject().put("object", "embedding").put("index", index);
            if (request.path("encoding_format").asText().equals("base64")) {
                item.put("embedding", base64(vector));
            } else {
                ArrayNode values = item.putArray("embedding");
                for (float value : vector) {
                    values.add(value);
                }
            }
        }
        root.putObject("usage").put("prompt_tokens", count).put("total_tokens", count);
        return root.toString();
    }

    /** A vector of length 1: each word counts for one dimension. */
    static float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        vector[0] = 0.1f;
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 1;
        }
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
