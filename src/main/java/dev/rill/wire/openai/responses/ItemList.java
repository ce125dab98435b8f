package dev.rill.wire.openai.responses;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.http.response.QueryParameters;
import dev.rill.threads.ThreadMessage;
import dev.rill.wire.openai.responses.request.ResponseIds;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A page of items, as {@code limit}, {@code order} and {@code after} ask for it; the newest first. Stateless. */
final class ItemList {
    private static final int MOST = 100;
    private static final int BY_DEFAULT = 20;
    private static final int LONGEST_ID = 200;

    private ItemList() {
    }

    /** @param messages oldest first */
    static ObjectNode of(ServerRequest request, List<ThreadMessage> messages, ResponseView view) {
        int limit = QueryParameters.integer(request, "limit", 1, MOST).orElse(BY_DEFAULT);
        List<ThreadMessage> ordered = switch (QueryParameters.text(request, "order", LONGEST_ID).orElse("desc")) {
            case "asc" -> messages;
            case "desc" -> messages.reversed();
            default -> throw Problem.of(ProblemCode.INVALID_REQUEST, "order has to be asc or desc").exception();
        };
        int from = QueryParameters.text(request, "after", LONGEST_ID).map(id -> following(ordered, id)).orElse(0);
        int to = Math.min(ordered.size(), from + limit);
        return of(ordered.subList(from, to), to < ordered.size(), view);
    }

    static ObjectNode of(List<ThreadMessage> page, boolean more, ResponseView view) {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        page.forEach(message -> data.add(ItemJson.of(message, view)));
        if (page.isEmpty()) {
            json.putNull("first_id").putNull("last_id");
        } else {
            json.put("first_id", ResponseIds.message(page.getFirst().id()))
                    .put("last_id", ResponseIds.message(page.getLast().id()));
        }
        return json.put("has_more", more);
    }

    private static int following(List<ThreadMessage> ordered, String itemId) {
        return IntStream.range(0, ordered.size())
                .filter(i -> ResponseIds.message(ordered.get(i).id()).equals(itemId)).findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.INVALID_REQUEST, "after has to be the id of an item of this"
                        + " list").exception()) + 1;
    }
}
