package dev.rill.wire.langgraph;

import dev.rill.http.response.Json;
import dev.rill.stream.OnBusy;
import dev.rill.wire.Members;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a client posts to have a run. What is not known is passed over; what would change the run's meaning is refused.
 * Immutable.
 *
 * @param input      empty where the run is to go on from the checkpoint
 * @param checkpoint after which message it begins; empty: after the last
 * @param makeThread whether the thread is made where it is not there
 */
record RunBody(Optional<Input> input, Optional<String> checkpoint, StreamModes modes, boolean goOn, boolean makeThread,
               OnBusy onBusy, Optional<String> systemMessage) {

    /** @throws dev.rill.http.problem.ProblemException where it cannot be run */
    static RunBody of(JsonNode body) {
        String assistant = Members.text(Members.object(body), "assistant_id").orElse("");
        if (!assistant.equals(LangGraphProtocol.ASSISTANT)) {
            throw Assistant.unknown(assistant);
        }
        Stream.of("command", "webhook", "interrupt_before", "interrupt_after", "after_seconds")
                .filter(member -> says(body.path(member))).findFirst().ifPresent(member -> {
                    throw Refusals.invalid(member + " is not known here");
                });
        Optional<Input> input = Input.of(body.path("input"));
        return new RunBody(input, checkpoint(body), modes(body.path("stream_mode")),
                either(body, "on_disconnect", "cancel", "continue"),
                either(body, "if_not_exists", "reject", "create"), onBusy(body),
                Members.textAt(body, "/context/systemMessage")
                        .or(() -> Members.textAt(body, "/config/configurable/systemMessage"))
                        .or(() -> input.flatMap(Input::system)));
    }

    /** Without what is asked and told. */
    @Override
    public String toString() {
        return "RunBody[modes=" + modes + ", goOn=" + goOn + ", makeThread=" + makeThread + ", onBusy=" + onBusy + "]";
    }

    /** Newer clients may want more than is known here, and get what is. */
    private static StreamModes modes(JsonNode node) {
        if (!StreamModes.understood(node)) {
            throw Refusals.invalid("stream_mode has to be one or several of " + StreamModes.WORDS);
        }
        return StreamModes.of(node);
    }

    /** Whether the second of two words is said; the first is what holds where none is. */
    private static boolean either(JsonNode body, String member, String usual, String other) {
        JsonNode node = body.path(member);
        String said = Json.present(node) ? node.stringValue("") : usual;
        if (!said.equals(usual) && !said.equals(other)) {
            throw Refusals.invalid(member + " has to be " + usual + " or " + other);
        }
        return said.equals(other);
    }

    private static boolean says(JsonNode node) {
        return Json.present(node) && !(node.isContainer() && node.isEmpty())
                && !(node.isNumber() && node.doubleValue() <= 0) && !(node.isString() && node.stringValue().isEmpty());
    }

    private static Optional<String> checkpoint(JsonNode body) {
        return Members.text(body, "checkpoint_id").or(() -> Members.textAt(body, "/checkpoint/checkpoint_id"))
                .or(() -> Members.textAt(body, "/config/configurable/checkpoint_id")).filter(id -> !id.isEmpty());
    }

    private static OnBusy onBusy(JsonNode body) {
        return switch (Members.text(body, "multitask_strategy").orElse("reject")) {
            case "reject" -> OnBusy.REJECT;
            case "interrupt" -> OnBusy.INTERRUPT;
            case "rollback" -> OnBusy.ROLLBACK;
            case "enqueue" -> OnBusy.ENQUEUE;
            default -> throw Refusals.invalid(
                    "multitask_strategy has to be reject, interrupt, rollback or enqueue");
        };
    }
}
