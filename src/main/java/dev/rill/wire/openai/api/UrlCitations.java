package dev.rill.wire.openai.api;

import dev.rill.chat.citation.Citations;
import dev.rill.http.response.Json;
import dev.rill.stream.Source;
import dev.rill.wire.DocumentLinks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The sources that an answer cites, as that API tells them. Stateless. */
public final class UrlCitations {

    private UrlCitations() {
    }

    /** One for each source that a bracket of the answer cites, at that bracket; offsets are in UTF-16 code units. */
    public static List<ObjectNode> of(String text, List<Source> sources, DocumentLinks links) {
        if (sources.isEmpty()) {
            return List.of();
        }
        Map<Integer, Source> known = new HashMap<>();
        sources.forEach(source -> known.put(source.id(), source));
        List<ObjectNode> citations = new ArrayList<>();
        for (Citations.Group group : Citations.groups(text)) {
            for (int number : group.numbers()) {
                Source source = known.get(number);
                if (source != null && !source.isHidden()) {
                    citations.add(Json.object().put("start_index", group.start()).put("end_index", group.end())
                            .put("title", source.titleWithPlace()).put("url", links.to(source)));
                }
            }
        }
        return citations;
    }
}
