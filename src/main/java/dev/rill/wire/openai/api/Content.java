package dev.rill.wire.openai.api;

import dev.rill.http.response.Json;
import dev.rill.wire.Members;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The text of a message: a string, or parts of which each holds text. Stateless. */
public final class Content {

    private Content() {
    }

    /** @throws dev.rill.http.problem.ProblemException where there is none */
    public static String required(JsonNode content, String at) {
        if (!Json.present(content)) {
            throw Members.invalid(at, "content is missing");
        }
        return optional(content, at);
    }

    /** Empty where a message has none, as of an assistant that called a tool. */
    public static String optional(JsonNode content, String at) {
        if (content.isString()) {
            return content.stringValue();
        }
        if (!Json.present(content)) {
            return "";
        }
        if (!content.isArray()) {
            throw Members.invalid(at, "content has to be a string or an array of parts");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            texts.add(text(content.get(i), at + "/" + i));
        }
        return String.join("\n", texts);
    }

    private static String text(JsonNode part, String at) {
        String type = part.path("type").asString("");
        String member = switch (type) {
            case "text", "input_text", "output_text" -> "text";
            case "refusal" -> "refusal";
            default -> throw Members.invalid(at + "/type", "This server reads text: a part's type has to be text");
        };
        if (!part.path(member).isString()) {
            throw Members.invalid(at + "/" + member, member + " has to be a string");
        }
        return part.get(member).stringValue();
    }
}
