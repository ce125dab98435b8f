package dev.rill.wire.openai.responses.item;

import dev.rill.http.response.Json;
import dev.rill.stream.Source;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.openai.api.UrlCitations;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The sources that a text cites, as a message's part tells them. Stateless. */
public final class Annotations {

    private Annotations() {
    }

    public static List<ObjectNode> of(String text, List<Source> sources, DocumentLinks links) {
        return UrlCitations.of(text, sources, links).stream()
                .map(citation -> (ObjectNode) Json.object().put("type", "url_citation").setAll(citation)).toList();
    }
}
