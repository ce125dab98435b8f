package dev.rill.chat;

import dev.rill.live.EventOutput;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamIdentity;
import dev.rill.live.StreamMonitor;
import dev.rill.live.StreamTimes;
import dev.rill.live.Watchdog;
import dev.rill.stream.EventCodec;
import dev.rill.threads.ExchangeStore;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Answers questions that nobody asked, before the first one comes: the classes on their way are then loaded and the way
 * begins to be compiled. It goes through the real parts, but for the model, which might cost money, with streams of its
 * own, so that neither monitor nor metrics know of them, and with a store that takes back what it is given. One thread.
 */
public final class Rehearsal {
    private static final System.Logger LOGGER = System.getLogger(Rehearsal.class.getName());

    private final LiveStreams streams;
    private final Conversations conversations;
    private final Supplier<Question> questions;

    /**
     * @param questions makes a question as a request would
     * @param workflow  with a model in this process
     * @param store     see {@link dev.rill.threads.ThreadStore#rehearsal}
     */
    public Rehearsal(Supplier<Question> questions, Workflow workflow, ExchangeStore store, int historyTokens,
                     EventCodec codec, StreamTimes times, Watchdog watchdog, Clock clock) {
        this.questions = questions;
        this.streams = new LiveStreams(new LiveStreams.Limits(1, LiveStreams.Limits.NO_LIMIT, Duration.ZERO, 1 << 20,
                1 << 20), times, codec, new StreamMonitor(clock), watchdog, clock);
        this.conversations = new Conversations(streams, store, workflow, historyTokens, clock);
    }

    /**
     * Answers until so many are answered or so much time has passed, at least one. One that fails is the last, and no
     * reason not to start: whoever asks will be told why.
     */
    public void run(int most, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (int i = 0; i < most && (i == 0 || System.nanoTime() < end); i++) {
                ask();
            }
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "A first answer to nobody failed", e);
        } finally {
            streams.close();
        }
    }

    private void ask() {
        switch (conversations.ask(questions.get(), StreamIdentity.OWN_PROTOCOL)) {
            case Conversations.Asked.Accepted accepted -> {
                try (Answer answer = accepted.answer()) {
                    LiveStream stream = answer.stream();
                    stream.connect(new Nowhere());
                    answer.run();
                }
            }
            case Conversations.Asked other -> throw new IllegalStateException("refused: " + other);
        }
    }

    private static final class Nowhere implements EventOutput {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            // nobody reads it
        }

        @Override
        public void begin() {
            // nobody waits for it
        }

        @Override
        public void abort() {
            // nothing is open
        }
    }
}
