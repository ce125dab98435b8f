package dev.rill.chat.investigation;

import dev.rill.chat.WorkflowResult;
import dev.rill.chat.generation.Generation.Result;
import dev.rill.model.ModelFault;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import java.util.Optional;

/** What becomes of a workflow whose model has ended. */
final class Endings {
    private Endings() {
    }

    static WorkflowResult of(Result result) {
        return switch (result) {
            case Result.Answered(FinishReason reason) -> new WorkflowResult.Answered(reason);
            case Result.Calls _ -> failed(ErrorCode.MODEL_MALFORMED,
                    "The model asked to look again and did not answer. Trying again may help.");
            case Result.Empty(FinishReason reason) -> empty(reason);
            case Result.Failed failed -> new WorkflowResult.Failed(code(failed.fault().kind()),
                    failed.fault().message(), failed.fault().retryAfter());
        };
    }

    /** Why there is no text. */
    private static WorkflowResult empty(FinishReason reason) {
        if (reason.equals(FinishReason.LENGTH)) {
            return failed(ErrorCode.MODEL_TRUNCATED, "The model came to its limit of tokens before it wrote anything."
                    + " Ask for less, or allow it more tokens.");
        }
        if (reason.equals(FinishReason.CONTENT_FILTER)) {
            return failed(ErrorCode.MODEL_REJECTED, "The model server's content filter held the answer back."
                    + " Asking in other words may help.");
        }
        if (reason.equals(FinishReason.REFUSAL)) {
            return failed(ErrorCode.MODEL_REJECTED, "The model refused to answer. Asking in other words may help.");
        }
        if (reason.equals(FinishReason.STOP)) {
            return failed(ErrorCode.MODEL_MALFORMED, "The model gave an empty answer. Trying again may help.");
        }
        return failed(ErrorCode.MODEL_MALFORMED, "The model wrote nothing; the model server calls the reason “"
                + reason.word() + "”. Trying again may help.");
    }

    private static WorkflowResult failed(ErrorCode code, String message) {
        return new WorkflowResult.Failed(code, message, Optional.empty());
    }

    private static ErrorCode code(ModelFault.Kind kind) {
        return switch (kind) {
            case UNAVAILABLE -> ErrorCode.MODEL_UNAVAILABLE;
            case UNAUTHORIZED -> ErrorCode.MODEL_UNAUTHORIZED;
            case RATE_LIMITED -> ErrorCode.MODEL_RATE_LIMITED;
            case REJECTED, TOO_LONG, FILTERED, TOOLS_REFUSED -> ErrorCode.MODEL_REJECTED;
            case STALLED -> ErrorCode.MODEL_STALLED;
            case DEADLINE -> ErrorCode.MODEL_DEADLINE;
            case TRUNCATED -> ErrorCode.MODEL_TRUNCATED;
            case MALFORMED -> ErrorCode.MODEL_MALFORMED;
        };
    }
}
