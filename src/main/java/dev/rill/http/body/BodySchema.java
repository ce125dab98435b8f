package dev.rill.http.body;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.rill.http.problem.Problem.MemberError;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the bytes of a body may say, by a schema that {@link ApiDocument} serves. Immutable; any thread. */
public final class BodySchema {
    private static final int MAX_ERRORS = 20;

    private final StrictJson json;
    private final Schema schema;

    BodySchema(StrictJson json, Schema schema) {
        this.json = json;
        this.schema = schema;
    }

    /** @throws ProblemException (400 with a pointer for each wrong member) */
    public JsonNode valid(byte[] body) {
        JsonNode node = json.read(body, body.length);
        List<Error> errors = schema.validate(node);
        if (!errors.isEmpty()) {
            throw invalid(memberErrors(errors));
        }
        return node;
    }

    /** What the schema cannot say is wrong with a body. */
    public static ProblemException invalid(List<MemberError> errors) {
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
