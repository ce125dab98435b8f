package dev.rill.wire.rill;

import dev.rill.http.response.Json;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer that is sent in one piece. Stateless. */
final class WholeAnswer {

    private WholeAnswer() {
    }

    static ObjectNode json(String threadId, String messageId, Instant timestamp, String text,
                           Optional<FinishReason> finishReason, List<Source> sources, Optional<Usage> usage) {
        ObjectNode json = Json.object()
                .put("answer", text)
                .put("threadId", threadId)
                .put("messageId", messageId)
                .put("timestamp", Json.timestamp(timestamp));
        finishReason.ifPresent(reason -> json.put("finishReason", reason.word()));
        ArrayNode array = json.putArray("sources");
        sources.forEach(source -> array.add(Json.source(source)));
        usage.ifPresent(tokens -> json.set("usage", Json.usage(tokens)));
        return json;
    }
}
