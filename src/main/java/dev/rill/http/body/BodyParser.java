package dev.rill.http.body;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.Problem.MemberError;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the bytes of a body say, valid by the schemas that {@link ApiDocument} serves. Every method throws
 * {@link ProblemException} (400 with a pointer for each wrong member). Immutable; any thread.
 */
public final class BodyParser {
    private static final int MAX_ERRORS = 20;
    private static final int MAX_METADATA_CHARS = 8192;

    private final StrictJson json;
    private final Schema chatRequest;
    private final Schema chatStreamRequest;
    private final Schema createThread;
    private final Schema updateThread;

    public BodyParser(ApiDocument document, int maxBytes) {
        this.json = new StrictJson(maxBytes);
        this.chatRequest = document.schema("ChatRequest");
        this.chatStreamRequest = document.schema("ChatStreamRequest");
        this.createThread = document.schema("CreateThread");
        this.updateThread = document.schema("UpdateThread");
    }

    public ChatBody chat(byte[] body) {
        return ChatBody.of(valid(body, chatRequest));
    }

    public ChatBody chatStream(byte[] body) {
        return ChatBody.of(valid(body, chatStreamRequest));
    }

    /** No bytes are as good as an empty object. */
    public ThreadBody createThread(byte[] body) {
        return body.length == 0 ? new ThreadBody(Optional.empty(), Optional.empty())
                : thread(valid(body, createThread));
    }

    public ThreadBody updateThread(byte[] body) {
        return thread(valid(body, updateThread));
    }

    private static ThreadBody thread(JsonNode node) {
        Optional<String> metadata = node.has("metadata") ? Optional.of(node.get("metadata").toString())
                : Optional.empty();
        if (metadata.isPresent() && metadata.get().length() > MAX_METADATA_CHARS) {
            throw invalid(List.of(new MemberError("/metadata",
                    "must be at most " + MAX_METADATA_CHARS + " characters as compact JSON")));
        }
        return new ThreadBody(node.optional("name").map(JsonNode::stringValue), metadata);
    }

    private JsonNode valid(byte[] body, Schema schema) {
        JsonNode node = json.read(body, body.length);
        List<Error> errors = schema.validate(node);
        if (!errors.isEmpty()) {
            throw invalid(memberErrors(errors));
        }
        return node;
    }

    private static ProblemException invalid(List<MemberError> errors) {
        MemberError first = errors.getFirst();
        String where = first.pointer().isEmpty() ? "The body" : first.pointer();
        return Problem.of(ProblemCode.INVALID_REQUEST, where + " " + first.detail()).withErrors(errors).exception();
    }

    /** The first of each member. */
    private static List<MemberError> memberErrors(List<Error> errors) {
        Map<String, MemberError> byPointer = new LinkedHashMap<>();
        for (Error error : errors) {
            MemberError wrong = memberError(error);
            byPointer.putIfAbsent(wrong.pointer(), wrong);
        }
        return byPointer.values().stream().limit(MAX_ERRORS).toList();
    }

    private static MemberError memberError(Error error) {
        String pointer = error.getInstanceLocation().toString();
        return switch (error.getKeyword()) {
            case "required" -> new MemberError(pointer + "/" + escaped(error.getProperty()), "is missing");
            case "additionalProperties" ->
                    new MemberError(pointer + "/" + escaped(error.getProperty()), "is not known here");
            case null, default -> new MemberError(pointer, error.getMessage());
        };
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
