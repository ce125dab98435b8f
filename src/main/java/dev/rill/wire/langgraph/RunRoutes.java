package dev.rill.wire.langgraph;

import dev.rill.chat.Answer;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Question;
import dev.rill.chat.Question.Repeat;
import dev.rill.http.access.Caller;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.FrameSink;
import dev.rill.http.response.Json;
import dev.rill.stream.StreamEvent;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadMessage.Role;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.Answers;
import dev.rill.wire.Asking;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.QuestionCheck;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Asking in a thread: streamed, waited for, or in the background. */
final class RunRoutes implements Routes {
    private final RequestBodies bodies;
    private final QuestionCheck check;
    private final Asking asking;
    private final ThreadStore store;
    private final Threads threads;
    private final Runs runs;
    private final RunStreams streams;
    private final Clock clock;

    RunRoutes(ProtocolContext context, RunStreams streams) {
        this.bodies = context.bodies();
        this.check = new QuestionCheck(bodies);
        this.asking = new Asking(context, LangGraphProtocol.NAME);
        this.store = context.store();
        this.threads = new Threads(context);
        this.runs = new Runs(store, context.streams());
        this.streams = streams;
        this.clock = context.clock();
    }

    @Override
    public List<Route> routes() {
        String all = "/threads/{threadId}/runs";
        return List.of(
                LangGraphProtocol.route(all + "/stream").post(this::stream),
                LangGraphProtocol.route(all + "/wait").post(this::await),
                LangGraphProtocol.route(all).get(this::list).post(this::begin));
    }

    private void stream(ServerRequest request, ServerResponse response) {
        FrameSink.requireAccepted(request);
        asking.requireInTime();
        RunBody body = RunBody.of(bodies.read(request));
        switch (asking.ask(response, question(Caller.of(request), Threads.id(request), body, body.goOn()))) {
            case Asked.Accepted(Answer answer) -> streams.stream(request, response, answer, body);
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void await(ServerRequest request, ServerResponse response) {
        asking.requireInTime();
        Caller caller = Caller.of(request);
        String threadId = Threads.id(request);
        RunBody body = RunBody.of(bodies.read(request));
        switch (asking.ask(response, question(caller, threadId, body, body.goOn()))) {
            case Asked.Accepted(Answer answer) -> {
                streams.name(response, threadId, answer.stream().identity().messageId(), body);
                Answer.Ended ended = Answers.whole(request, answer);
                switch (ended.end()) {
                    case StreamEvent.Failed failed -> Json.send(response, Runs.error(failed));
                    case StreamEvent.Complete _, StreamEvent.Cancelled _ -> Json.make(request, response,
                            () -> new States(threads.require(caller, threadId)).latest().get("values"));
                }
            }
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void begin(ServerRequest request, ServerResponse response) {
        asking.requireInTime();
        String owner = Caller.of(request).owner();
        String threadId = Threads.id(request);
        RunBody body = RunBody.of(bodies.read(request));
        Question question = question(Caller.of(request), threadId, body, true);
        switch (Answers.inBackground(() -> asking.ask(response, question), _ -> { })) {
            case Asked.Accepted(Answer answer) -> {
                String runId = answer.stream().identity().messageId();
                streams.name(response, threadId, runId, body);
                Json.send(response, Runs.json(threadId, runId, Json.timestamp(clock.instant()),
                        runs.running(owner, threadId, runId)));
            }
            case Asked refused -> throw Asking.refusal(refused).exception();
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        String owner = Caller.of(request).owner();
        String threadId = Threads.id(request);
        Json.make(request, response, () -> RunList.of(request, runs.in(owner, threadId)));
    }

    private Question question(Caller caller, String threadId, RunBody body, boolean goOn) {
        String owner = caller.owner();
        boolean asksOnly = body.makeThread() && body.checkpoint().isEmpty() && body.input().isPresent();
        List<ThreadMessage> messages = asksOnly ? List.of() : store.messages(owner, threadId)
                .or(() -> body.makeThread() ? Optional.of(List.of()) : Optional.empty())
                .orElseThrow(Threads::unknown);
        Asks asks = body.checkpoint().isPresent() ? from(messages, body.checkpoint().get(), body.input())
                : body.input().map(RunRoutes::asks).orElseGet(() -> again(messages));
        return check.checked(new Question(owner, caller.reader(), threadId, asks.text(), body.systemMessage(), goOn,
                asks.repeat(), body.onBusy()));
    }

    /** What is asked, and which message it takes the place of. */
    private record Asks(String text, Repeat repeat) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Asks[repeat=" + repeat + "]";
        }
    }

    private static Asks asks(Input input) {
        return new Asks(input.question(), input.id().isEmpty() ? new Repeat.No() : new Repeat.InPlace(input.id()));
    }

    /** Without input the last question is answered again, where its answer did not come to its end. */
    private static Asks again(List<ThreadMessage> messages) {
        if (messages.size() < 2 || messages.getLast().status() == MessageStatus.COMPLETE) {
            throw Refusals.invalid("input has to be {\"messages\": […]}: there is nothing to go on with");
        }
        return again(messages.get(messages.size() - 2));
    }

    private static Asks again(ThreadMessage question) {
        return new Asks(question.content(), new Repeat.InPlace(question.id()));
    }

    /** What came after the checkpoint goes. */
    private static Asks from(List<ThreadMessage> messages, String checkpoint, Optional<Input> input) {
        int index = -1;
        for (int i = 0; i < messages.size(); i++) {
            index = messages.get(i).id().equals(checkpoint) ? i : index;
        }
        if (index < 0 && !checkpoint.equals(States.ROOT)) {
            throw Refusals.unknown("checkpoint");
        }
        if (input.isEmpty()) {
            ThreadMessage at = index < 0 ? null : messages.get(index);
            if (at != null && at.role() == Role.USER) {
                return again(at);
            }
            if (at != null && index == messages.size() - 1) {
                return again(messages);
            }
            throw Refusals.invalid("input has to be {\"messages\": […]}: no question is open at this checkpoint");
        }
        return messages.stream().skip(index + 1L).filter(message -> message.role() == Role.USER).findFirst()
                .map(next -> new Asks(input.get().question(), new Repeat.InPlace(next.id())))
                .orElseGet(() -> asks(input.get()));
    }
}
