package dev.rill.wire.langgraph;

import dev.rill.chat.Answer;
import dev.rill.http.access.Caller;
import dev.rill.live.LiveStream;
import dev.rill.live.ReadableStream;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.Answers;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Runs, streamed to who asked for them and to who looks on. Any thread. */
final class RunStreams {
    /** How SDKs say that they have seen nothing. */
    private static final String FROM_THE_FIRST = "-1";
    private static final int MOST_REMEMBERED = 10_000;

    private final Threads threads;
    private final Replays replays;
    /** What those who asked for runs want to see, for who looks on and does not say; the latest runs. */
    private final Map<String, StreamModes> modes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StreamModes> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    RunStreams(ProtocolContext context) {
        threads = new Threads(context);
        replays = new Replays(context);
    }

    /** Names the run in the response, for whom it may be looked at again. */
    void name(ServerResponse response, String threadId, String runId, RunBody body) {
        synchronized (modes) {
            modes.put(runId, body.modes());
        }
        response.headers().set(HeaderNames.CONTENT_LOCATION, path(threadId, runId));
    }

    /** @param threadId empty of one that is stored nowhere */
    private static String path(String threadId, String runId) {
        return (threadId.isEmpty() ? "" : "/threads/" + threadId) + "/runs/" + runId;
    }

    /**
     * Streams a run in a thread; where it goes on without its client, that is told where to come back. Its state is
     * read from the store only where more than the question is in it: the model is asked after that.
     */
    void stream(ServerRequest request, ServerResponse response, Answer answer, RunBody body) {
        LiveStream stream = answer.stream();
        String threadId = stream.identity().threadId();
        String runId = stream.identity().messageId();
        name(response, threadId, runId, body);
        if (body.goOn()) {
            locate(response, threadId, runId, body.modes());
        }
        Supplier<List<ObjectNode>> before = answer.firstOfThread()
                .<Supplier<List<ObjectNode>>>map(first -> () -> List.of(Messages.human(first.questionId(),
                        first.text())))
                .orElseGet(() -> before(Caller.of(request), threadId, runId));
        Answers.stream(request, response, answer, new RunEncoder(body.modes(), before, 0));
    }

    /** Streams a run of which nothing is stored. */
    void stream(ServerRequest request, ServerResponse response, Answer answer, StreamModes wanted,
                List<ObjectNode> before) {
        response.headers().set(HeaderNames.CONTENT_LOCATION, path("", answer.stream().identity().messageId()));
        Answers.stream(request, response, answer, new RunEncoder(wanted, () -> before, 0));
    }

    /**
     * Streams a run to a client that looks on, behind what it has seen.
     *
     * @param leaving done when it leaves
     */
    void look(ServerRequest request, ServerResponse response, ReadableStream stream, Optional<StreamModes> asked,
              Runnable leaving) {
        String threadId = stream.identity().threadId();
        String runId = stream.identity().messageId();
        StreamModes wanted = asked.orElseGet(() -> remembered(runId));
        response.headers().set(HeaderNames.CONTENT_LOCATION, path(threadId, runId));
        locate(response, threadId, runId, wanted);
        replays.send(request, response, stream,
                new RunEncoder(wanted, before(Caller.of(request), threadId, runId), lastEventId(request)), 0, leaving);
    }

    private StreamModes remembered(String runId) {
        synchronized (modes) {
            return modes.getOrDefault(runId, new StreamModes(EnumSet.allOf(StreamModes.Mode.class)));
        }
    }

    /** A client that comes back has to want the same. */
    private static void locate(ServerResponse response, String threadId, String runId, StreamModes wanted) {
        String query = wanted.wanted().stream().map(mode -> "stream_mode=" + mode.word()).sorted()
                .collect(Collectors.joining("&", "?", ""));
        response.headers().set(HeaderNames.LOCATION, path(threadId, runId) + "/stream" + query);
    }

    private static long lastEventId(ServerRequest request) {
        boolean fromTheFirst = !request.headers().contains(Replays.LAST_EVENT_ID)
                || request.headers().get(Replays.LAST_EVENT_ID).get().equals(FROM_THE_FIRST);
        return fromTheFirst ? 0 : Replays.lastEventId(request).orElse(0);
    }

    /** The messages that a run's answer comes after; what the store does not tell now is left out. */
    private Supplier<List<ObjectNode>> before(Caller caller, String threadId, String runId) {
        return () -> {
            try {
                return States.upTo(threads.messages(caller, threadId).orElse(List.of()), runId).stream()
                        .filter(Messages::shown).map(Messages::of).toList();
            } catch (ThreadStore.StoreUnavailableException e) {
                return List.of();
            }
        };
    }
}
