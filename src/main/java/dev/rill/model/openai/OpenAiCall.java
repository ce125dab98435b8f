package dev.rill.model.openai;

import com.openai.core.http.HttpResponse;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelRequest;
import dev.rill.model.completion.AnswerParts;
import dev.rill.model.completion.ChunkParser;
import dev.rill.model.completion.ChunkReader;
import dev.rill.model.completion.CompletionChunk;
import dev.rill.model.completion.SseReader;
import dev.rill.model.transport.ResponseBody;
import dev.rill.model.transport.TransportException;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.DeadlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Optional;

/**
 * One answer of an OpenAI-compatible server, over as many attempts as it takes until the first delta. Everything that
 * waits does so inside {@link Cancellation#interruptibly}, and only when all that has come is handed over.
 */
final class OpenAiCall implements ModelCall {
    private static final System.Logger LOG = System.getLogger(OpenAiCall.class.getName());

    private static final byte[] NOTHING = {};

    private final OpenAiModelClient client;
    private final ModelRequest request;
    private final Cancellation cancellation;
    private final ModelLimits limits;
    private final ChunkParser parser;
    private final ChunkReader chunks;
    private final CallClock clock;
    private final CompletionChunk chunk = new CompletionChunk();
    private final Cancellation.Wait<Boolean, IOException> fill = this::fill;

    private AnswerParts parts;
    private ResponseBody body;
    private SseReader events;
    private int attempts;
    private boolean ended;

    OpenAiCall(OpenAiModelClient client, ModelRequest request, Cancellation cancellation, ModelLimits limits,
               ChunkParser parser) {
        this.client = client;
        this.request = request;
        this.cancellation = cancellation;
        this.limits = limits;
        this.parser = parser;
        this.chunks = new ChunkReader(parser);
        this.clock = new CallClock(limits);
        this.parts = new AnswerParts(request.tools(), client.thinksFirst());
    }

    @Override
    public ModelEvent next() {
        if (ended) {
            throw new IllegalStateException("the answer has ended");
        }
        boolean returned = false;
        try {
            cancellation.check();
            ModelEvent event = advance();
            ended = event instanceof ModelEvent.Finished || event instanceof ModelEvent.Failed;
            returned = true;
            return event;
        } finally {
            if (!returned) {
                ended = true;
                close();
            }
        }
    }

    @Override
    public void close() {
        if (body != null) {
            body.close();
            body = null;
        }
    }

    private ModelEvent advance() {
        for (;;) {
            ModelEvent ready = parts.poll();
            if (ready != null) {
                return ready;
            }
            Optional<FailedAttempt> failed = body == null ? open() : read();
            if (failed.isPresent()) {
                close();
                Optional<FailedAttempt> last = tryAgain(failed.get());
                if (last.isPresent()) {
                    return new ModelEvent.Failed(last.get().fault());
                }
            }
        }
    }

    private Optional<FailedAttempt> open() {
        attempts++;
        try {
            HttpResponse response = waiting(() -> client.send(request));
            if (response.body() instanceof ResponseBody stream) {
                body = stream;
                events = new SseReader(stream);
                return Optional.empty();
            }
            byte[] whole = response.statusCode() < 300 ? response.body().readAllBytes() : NOTHING;
            return whole.length > 0 ? takeWhole(whole) : Optional.of(client.failure(response, request));
        } catch (DeadlineException e) {
            return Optional.of(expired());
        } catch (TransportException e) {
            return Optional.of(FailureClassifier.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory can be read", e);
        }
    }

    /** Takes what has come, up to the next event for the caller, and waits for more if there is none. */
    private Optional<FailedAttempt> read() {
        try {
            while (events.next()) {
                Optional<FailedAttempt> failed = take();
                if (failed.isPresent() || parts.ready()) {
                    return failed;
                }
            }
            if (clock.remaining() <= 0) {
                return silent();
            }
            return waiting(fill) ? Optional.empty() : atEnd();
        } catch (DeadlineException e) {
            return silent();
        } catch (ProtocolException e) {
            return Optional.of(FailureClassifier.malformed());
        } catch (IOException e) {
            return atEnd();
        }
    }

    private boolean fill() throws IOException {
        return events.fill();
    }

    /** Takes one event. */
    private Optional<FailedAttempt> take() {
        byte[] bytes = events.bytes();
        int from = events.dataFrom();
        int length = events.dataLength();
        if (length == 0) {
            return Optional.empty();
        }
        if (isDone(bytes, from, length)) {
            complete();
            return Optional.empty();
        }
        try {
            if (events.named()) {
                chunk.clear();
                parser.error(bytes, from, length, chunk);
            } else {
                chunks.read(bytes, from, length, chunk);
            }
        } catch (IOException e) {
            return Optional.of(FailureClassifier.malformed());
        }
        if (chunk.keepAlive) {
            return Optional.empty();
        }
        if (chunk.error != null) {
            return Optional.of(FailureClassifier.inStream(chunk));
        }
        if (chunk.delta) {
            clock.delta();
        }
        if (chunk.finishReason != null) {
            clock.finishing();
        }
        clock.chunk();
        return added();
    }

    private Optional<FailedAttempt> added() {
        try {
            parts.add(chunk);
            return Optional.empty();
        } catch (ProtocolException e) {
            return Optional.of(FailureClassifier.malformed());
        }
    }

    /** Takes an answer that came at once, though it was to come in pieces. */
    private Optional<FailedAttempt> takeWhole(byte[] json) {
        try {
            parser.parse(json, 0, json.length, chunk);
        } catch (IOException e) {
            return Optional.of(FailureClassifier.malformed());
        }
        if (chunk.error != null) {
            return Optional.of(FailureClassifier.inStream(chunk));
        }
        if (!chunk.delta && chunk.finishReason == null) {
            return Optional.of(FailureClassifier.malformed());
        }
        Optional<FailedAttempt> failed = added();
        if (failed.isEmpty()) {
            completeParts();
        }
        return failed;
    }

    /** The body ended, or the connection did. */
    private Optional<FailedAttempt> atEnd() {
        if (parts.finishReason().isEmpty()) {
            return Optional.of(FailureClassifier.truncated());
        }
        complete();
        return Optional.empty();
    }

    /** The silence was too long; after the finish reason that is no harm. */
    private Optional<FailedAttempt> silent() {
        if (parts.finishReason().isEmpty() || clock.totalExpired()) {
            return Optional.of(expired());
        }
        complete();
        return Optional.empty();
    }

    private void completeParts() {
        parts.complete();
        client.thinksFirst(parts.thinksFirst());
    }

    private void complete() {
        completeParts();
        body.settle();
        body = null;
    }

    private FailedAttempt expired() {
        return clock.totalExpired() ? FailureClassifier.deadline() : FailureClassifier.stalled();
    }

    /** Waits until the next attempt; or tells why there is none. */
    private Optional<FailedAttempt> tryAgain(FailedAttempt failure) {
        LOG.log(System.Logger.Level.DEBUG, "attempt {0} failed: {1}", attempts, failure.fault().kind());
        if (parts.deltas() || !failure.again() || attempts > limits.retries()) {
            return Optional.of(failure);
        }
        Duration wait = failure.pause().orElseGet(() -> Backoff.before(attempts, limits.backoff()));
        if (wait.compareTo(limits.longestWait()) > 0 || wait.toNanos() >= clock.remaining()) {
            return Optional.of(failure);
        }
        try {
            waiting(() -> {
                Thread.sleep(wait);
                return wait;
            });
        } catch (DeadlineException e) {
            return Optional.of(expired());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(failure);
        }
        parts = new AnswerParts(request.tools(), client.thinksFirst());
        return Optional.empty();
    }

    private <T, X extends Exception> T waiting(Cancellation.Wait<T, X> wait) throws X {
        try {
            return cancellation.interruptibly(clock::enter, wait);
        } finally {
            clock.leave();
        }
    }

    private static boolean isDone(byte[] bytes, int from, int length) {
        return length >= 6 && bytes[from] == '[' && bytes[from + 1] == 'D' && bytes[from + 2] == 'O'
                && bytes[from + 3] == 'N' && bytes[from + 4] == 'E' && bytes[from + 5] == ']';
    }
}
