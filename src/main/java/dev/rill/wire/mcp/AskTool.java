package dev.rill.wire.mcp;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.UnstoredQuestion;
import dev.rill.http.body.BodySchema;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Json;
import dev.rill.stream.Cancellation;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.ProtocolContext;
import io.helidon.common.media.type.MediaTypes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code ask}: the whole workflow over the documents, with the caller's limits. Its steps are told as progress. */
final class AskTool {
    static final String NAME = "ask";
    private static final String DESCRIPTION = """
            {"name":"ask","title":"Ask the documents",
             "description":"Lets Rill search the documents itself and answer a question from them, with the passages that \
            the answer cites as [1], [2], … Takes as long as a model needs to look and to write.",
             "inputSchema":{"type":"object","properties":{
               "question":{"type":"string","minLength":1,"description":"a question that can be understood by itself: \
            nothing is known of a conversation before it"}},
               "required":["question"]},
             "outputSchema":{"type":"object","properties":{
               "answer":{"type":"string","description":"Markdown"},
               "finishReason":{"type":"string","description":"stop where the answer is whole"},
               "sources":{"type":"array","items":{"type":"object","properties":{
                 "id":{"type":"integer","description":"by which the answer cites it"},"path":{"type":"string"},
                 "title":{"type":"string"},"fromLine":{"type":"integer"},
                 "toLine":{"type":"integer","description":"inclusive"},"place":{"type":"object","description":"where it \
            stands as people read the document; label says it in words"},"score":{"type":"number"},
                 "snippet":{"type":"string"},"uri":{"type":"string","description":"of the document, as a resource"},
                 "hash":{"type":"string","description":"of the document's content"},
                 "text":{"type":"string","description":"of a source that is cited"}},
                 "required":["id","path","title","fromLine","toLine","score","snippet","uri"]}}},
               "required":["answer","finishReason","sources"]},
             "annotations":{"title":"Ask the documents","readOnlyHint":true,"openWorldHint":false}}""";

    private final Asking asking;
    private final BodySchema questions;
    private final RunningCalls running;

    AskTool(ProtocolContext context, RunningCalls running) {
        this.asking = new Asking(context, McpProtocol.NAME);
        this.questions = context.bodies().schema("Message");
        this.running = running;
    }

    static ObjectNode description() {
        return (ObjectNode) Json.read(DESCRIPTION);
    }

    /** Whether a call of it is answered as a stream: where its client wants to be told of progress, and can be. */
    static boolean streams(Call call) {
        return call.request().method().equals("tools/call") && Tools.name(call).filter(NAME::equals).isPresent()
                && progressToken(call).isPresent() && call.http().headers().isAccepted(MediaTypes.TEXT_EVENT_STREAM);
    }

    private static Optional<JsonNode> progressToken(Call call) {
        return call.request().meta().optional("progressToken")
                .filter(node -> node.isString() || node.isIntegralNumber());
    }

    /** Sends progress and the result; blocks until then. Empty where that was done, else why nothing is answered. */
    Optional<ToolResult> stream(Call call) {
        Accepted accepted = accepted(call, Tools.arguments(call));
        if (accepted instanceof Refused(ToolResult why)) {
            return Optional.of(why);
        }
        Answer answer = ((Taken) accepted).answer();
        try (RunningCalls.Running one = begin(call, answer)) {
            Answers.stream(call.http(), call.response(), answer,
                    new AskEncoder(call, progressToken(call).orElseThrow(), one::cancelled));
        }
        return Optional.empty();
    }

    /** Waits for the whole; empty where the client has taken the call back. */
    Optional<ToolResult> whole(Call call, Arguments arguments) {
        Accepted accepted = accepted(call, arguments);
        if (accepted instanceof Refused(ToolResult why)) {
            return Optional.of(why);
        }
        Answer answer = ((Taken) accepted).answer();
        try (RunningCalls.Running one = begin(call, answer)) {
            StreamEvent.Terminal end = Answers.whole(call.http(), answer).end();
            return one.cancelled() ? Optional.empty() : Optional.of(AskResult.of(end));
        }
    }

    private RunningCalls.Running begin(Call call, Answer answer) {
        return running.begin(call, () -> answer.stream().cancellation().cancel(Cancellation.Reason.STOPPED));
    }

    private sealed interface Accepted {
    }

    private record Taken(Answer answer) implements Accepted {
    }

    private record Refused(ToolResult why) implements Accepted {
    }

    private Accepted accepted(Call call, Arguments arguments) {
        try {
            asking.requireInTime();
            UnstoredQuestion question = new UnstoredQuestion(call.owner(), call.reader(), question(arguments),
                    Optional.empty(),
                    List.of());
            return switch (asking.ask(call.response(), question)) {
                case Asked.Accepted(Answer answer) -> new Taken(answer);
                case Asked refused -> new Refused(ToolResult.failure(Asking.refusal(refused).detail()));
            };
        } catch (ProblemException e) {
            return new Refused(ToolResult.failure(e.problem().detail()));
        } catch (Arguments.WrongArgumentException e) {
            return new Refused(ToolResult.failure(e.why()));
        }
    }

    /** As long as questions may be in every protocol. */
    private String question(Arguments arguments) {
        String question = arguments.text("question", Integer.MAX_VALUE);
        try {
            questions.valid(Json.bytes(StringNode.valueOf(question)));
            return question;
        } catch (ProblemException e) {
            throw new Arguments.WrongArgumentException("question " + e.problem().errors().getFirst().detail() + ".");
        }
    }
}
