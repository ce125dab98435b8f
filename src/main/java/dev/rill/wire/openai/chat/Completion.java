package dev.rill.wire.openai.chat;

import dev.rill.http.response.Json;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.SourceList;
import dev.rill.wire.openai.api.Model;
import dev.rill.wire.openai.api.UrlCitations;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a whole chat completion and the end of a streamed one have in common. Stateless. */
final class Completion {

    private Completion() {
    }

    static ObjectNode whole(StreamEvent.Complete complete, Instant created, DocumentLinks links, SourceList list) {
        ObjectNode message = Json.object().put("role", "assistant")
                .put("content", complete.finalContent() + list.of(complete.sources()))
                .putNull("refusal");
        message.set("annotations", annotations(complete.finalContent(), complete.sources(), links));
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("message", message);
        choice.putNull("logprobs").put("finish_reason", finishReason(complete.finishReason()));
        ObjectNode json = Json.object().put("id", id(complete.messageId())).put("object", "chat.completion")
                .put("created", created.getEpochSecond()).put("model", Model.NAME);
        json.putArray("choices").add(choice);
        complete.usage().ifPresent(used -> json.set("usage", usage(used)));
        json.set("rill", own(complete.sources()));
        return json;
    }

    static String id(String messageId) {
        return "chatcmpl-" + messageId;
    }

    static ArrayNode annotations(String text, List<Source> sources, DocumentLinks links) {
        ArrayNode annotations = JsonNodeFactory.instance.arrayNode();
        UrlCitations.of(text, sources, links).forEach(citation ->
                annotations.addObject().put("type", "url_citation").set("url_citation", citation));
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
