package dev.rill.wire.openai.api;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.Problem.MemberError;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.problem.ProblemForm;
import dev.rill.http.response.Json;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.FaultCode;
import dev.rill.stream.StreamEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults as OpenAI's clients read them: {@code {"error":{"message","type","param","code"}}}, with the statuses and
 * words of that API. Stateless.
 */
public final class OpenAiErrors {
    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";
    /** Of members that name what is not there, the codes that clients look for. */
    private static final Map<String, String> NOT_THERE = Map.of("/model", "model_not_found",
            "/previous_response_id", "previous_response_not_found");

    /** Of every refusal. */
    public static final ProblemForm FORM = new ProblemForm() {
        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public byte[] body(Problem problem, String path) {
            return Json.bytes(error(problem));
        }
    };

    private OpenAiErrors() {
    }

    /** What a member names is not there, or another user's. */
    public static ProblemException notFound(String pointer, String detail) {
        return Problem.of(ProblemCode.NOT_FOUND, detail).withErrors(List.of(new MemberError(pointer, detail)))
                .exception();
    }

    static ProblemException noModel(String asked) {
        return notFound("/model", "The model '" + Problem.shown(asked) + "' does not exist; this server has '"
                + Model.NAME + "'");
    }

    /** An answer that failed while it was streamed. */
    public static ObjectNode error(StreamEvent.Failed failed) {
        return error(failed.error(), type(failed.code()), Optional.empty(), code(failed.code()));
    }

    /** An answer that somebody stopped: its client is not to take it for a whole one. */
    public static ObjectNode error(StreamEvent.Cancelled cancelled) {
        return switch (cancelled.reason()) {
            case STOPPED -> error("The answer was stopped.", SERVER, Optional.empty(), "stopped");
            case CLIENT_GONE -> error("The client left.", SERVER, Optional.empty(), "client_gone");
        };
    }

    private static ObjectNode error(Problem problem) {
        Optional<String> pointer = problem.errors().stream().findFirst().map(MemberError::pointer);
        Optional<String> notThere = pointer.filter(_ -> problem.code() == ProblemCode.NOT_FOUND).map(NOT_THERE::get);
        return error(problem.detail(), type(problem.code()), pointer.flatMap(OpenAiErrors::param),
                notThere.orElseGet(() -> code(problem.code())));
    }

    private static ObjectNode error(String message, String type, Optional<String> param, String code) {
        ObjectNode error = Json.object().put("message", message).put("type", type);
        param.ifPresentOrElse(name -> error.put("param", name), () -> error.putNull("param"));
        return Json.object().set("error", error.put("code", code));
    }

    /** A pointer as that API writes it: {@code messages[0].content}. */
    private static Optional<String> param(String pointer) {
        String path = pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replace("~1", "/")
                .replace("~0", "~");
        return path.isEmpty() ? Optional.empty() : Optional.of(path.startsWith(".") ? path.substring(1) : path);
    }

    private static String type(FaultCode code) {
        if (code == ProblemCode.RATE_LIMITED) {
            return "requests";
        }
        if (code == ErrorCode.BUDGET_EXHAUSTED) {
            return code(code);
        }
        return code.status() < 500 ? INVALID : SERVER;
    }

    private static String code(FaultCode code) {
        if (code == ProblemCode.UNAUTHORIZED) {
            return "invalid_api_key";
        }
        if (code == ProblemCode.RATE_LIMITED) {
            return "rate_limit_exceeded";
        }
        if (code == ErrorCode.BUDGET_EXHAUSTED) {
            return "insufficient_quota";
        }
        return code.name().toLowerCase(Locale.ROOT);
    }
}
