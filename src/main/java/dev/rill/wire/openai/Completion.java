package dev.rill.wire.openai;

import dev.rill.chat.citation.Citations;
import dev.rill.http.response.Json;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a whole chat completion and the end of a streamed one have in common. Stateless. */
final class Completion {

    private Completion() {
    }

    static ObjectNode whole(StreamEvent.Complete complete, Instant created, DocumentLinks links) {
        ObjectNode message = Json.object().put("role", "assistant").put("content", complete.finalContent())
                .putNull("refusal");
        message.set("annotations", annotations(complete.finalContent(), complete.sources(), links));
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("message", message);
        choice.putNull("logprobs").put("finish_reason", finishReason(complete.finishReason()));
        ObjectNode json = Json.object().put("id", id(complete.messageId())).put("object", "chat.completion")
                .put("created", created.getEpochSecond()).put("model", OpenAiProtocol.MODEL);
        json.putArray("choices").add(choice);
        complete.usage().ifPresent(used -> json.set("usage", usage(used)));
        json.set("rill", own(complete.sources()));
        return json;
    }

    static String id(String messageId) {
        return "chatcmpl-" + messageId;
    }

    /** One for each source that a bracket of the answer cites, at that bracket; offsets are in UTF-16 code units. */
    static ArrayNode annotations(String text, List<Source> sources, DocumentLinks links) {
        Map<Integer, Source> known = new HashMap<>();
        sources.forEach(source -> known.put(source.id(), source));
        ArrayNode annotations = JsonNodeFactory.instance.arrayNode();
        for (Citations.Group group : known.isEmpty() ? List.<Citations.Group>of() : Citations.groups(text)) {
            for (int number : group.numbers()) {
                Source source = known.get(number);
                if (source != null) {
                    ObjectNode citation = Json.object().put("start_index", group.start())
                            .put("end_index", group.end()).put("title", source.title()).put("url", links.to(source));
                    annotations.addObject().put("type", "url_citation").set("url_citation", citation);
                }
            }
        }
        return annotations;
    }

    /** What that API has no place for. */
    static ObjectNode own(List<Source> sources) {
        return Json.object().set("sources", Json.sources(sources));
    }

    static ObjectNode usage(Usage usage) {
        return Json.object().put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens()).put("total_tokens", usage.totalTokens());
    }

    /** Clients know these three; a model that refuses has had its answer held back. */
    static String finishReason(FinishReason reason) {
        if (reason.equals(FinishReason.REFUSAL)) {
            return FinishReason.CONTENT_FILTER.word();
        }
        return reason.equals(FinishReason.LENGTH) || reason.equals(FinishReason.CONTENT_FILTER) ? reason.word()
                : FinishReason.STOP.word();
    }
}
