package dev.rill.chat;

import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.stream.Cancellation;
import dev.rill.threads.SharedAnswers;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does to this server's streams what other servers want: ends those that somebody stopped or deleted there, and those
 * that were taken from it. Run again and again by one thread.
 */
public final class SharedStreams implements Runnable {
    private final LiveStreams streams;
    private final SharedAnswers answers;

    public SharedStreams(LiveStreams streams, SharedAnswers answers) {
        this.streams = streams;
        this.answers = answers;
    }

    @Override
    public void run() {
        Map<String, LiveStream> running = streams.running().stream().filter(stream -> stream.identity().stored())
                .collect(Collectors.toMap(stream -> stream.identity().messageId(), Function.identity()));
        if (running.isEmpty()) {
            return;
        }
        answers.standings(running.keySet()).forEach((messageId, standing) -> {
            LiveStream stream = running.get(messageId);
            switch (standing) {
                case RUNS -> { }
                case STOPPED -> stream.cancellation().cancel(Cancellation.Reason.STOPPED);
                case REPLACED -> streams.giveWay(stream, Cancellation.Reason.STOPPED);
                case ROLLED_BACK -> streams.giveWay(stream, Cancellation.Reason.ROLLED_BACK);
                case DELETED -> streams.forget(stream.identity().owner(), messageId);
                case LOST -> stream.cancellation().cancel(Cancellation.Reason.LOST);
            }
        });
    }
}
