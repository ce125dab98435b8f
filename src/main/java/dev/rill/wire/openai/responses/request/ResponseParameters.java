package dev.rill.wire.openai.responses.request;

import dev.rill.http.response.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a response repeats of its request. Immutable but for {@code metadata}, which nobody changes.
 *
 * @param previous     the answer that it goes on from
 * @param conversation the thread, where it was named
 * @param results      whether a search tells what it found
 */
public record ResponseParameters(Optional<String> instructions, ObjectNode metadata, Optional<String> previous,
                          Optional<String> conversation, boolean background, boolean stored, boolean results) {

    /** Of an answer that was asked for in another way, or so long ago that only its thread knows it. */
    public static ResponseParameters unknown(Optional<String> previous) {
        return new ResponseParameters(Optional.empty(), Json.object(), previous, Optional.empty(), false, true, false);
    }

    /** What the store keeps with the answer; empty where a request said nothing of it. */
    public Optional<String> note() {
        ObjectNode note = Json.object();
        instructions.ifPresent(text -> note.put("instructions", text));
        if (!metadata.isEmpty()) {
            note.set("metadata", metadata);
        }
        conversation.ifPresent(name -> note.put("conversation", name));
        if (background) {
            note.put("background", true);
        }
        return note.isEmpty() ? Optional.empty() : Optional.of(note.toString());
    }

    /** What {@link #note} has kept; unknown where nothing is. */
    public static ResponseParameters noted(Optional<String> note, Optional<String> previous) {
        JsonNode kept = note.map(Json::read).orElseGet(Json::object);
        return new ResponseParameters(kept.path("instructions").stringValueOpt(),
                kept.path("metadata") instanceof ObjectNode metadata ? metadata : Json.object(), previous,
                kept.path("conversation").stringValueOpt(), kept.path("background").asBoolean(false), true, false);
    }

    /** With what a search found, where whoever reads wants that. */
    public ResponseParameters including(boolean moreResults) {
        return new ResponseParameters(instructions, metadata, previous, conversation, background, stored,
                results || moreResults);
    }

    /** Whether {@code include} names it. */
    public static boolean wantsResults(List<String> include) {
        return include.contains("file_search_call.results");
    }

    /** The same of a body's member. */
    public static boolean wantsResults(JsonNode include) {
        return wantsResults(include.valueStream().map(name -> name.asString("")).toList());
    }

    /** Without what was said. */
    @Override
    public String toString() {
        return "ResponseParameters[background=" + background + ", stored=" + stored + "]";
    }
}
