package dev.rill.model.rerank;

import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.rill.config.HttpProxy;
import dev.rill.config.Secret;
import dev.rill.model.transport.BytesBody;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.model.transport.TransportException;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.DeadlineException;
import dev.rill.trace.Trace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A server's {@code /rerank}, as vLLM, llama.cpp, Infinity, Jina and Cohere have it, and as Text Embeddings Inference
 * has it, which calls the texts otherwise. Nothing is tried twice: an answer waits for it. Any thread; whoever made it
 * closes it, when no call is open.
 */
public final class RerankServer implements AutoCloseable {
    private static final String PATH = "rerank";
    private static final String USER_AGENT = "rill";
    /** Timeouts of sockets are whole milliseconds, rounded down. */
    private static final long ROUNDED = 1_000_000;

    private final URI url;
    private final Optional<String> model;
    private final Optional<Secret> key;
    private final SocketHttpClient transport;
    /** What the server takes; another one is tried where it refuses this. */
    private volatile RerankRequest.Texts known = RerankRequest.Texts.DOCUMENTS;

    /**
     * @param url   of the route, or what is before its last part
     * @param proxy through which it is asked
     */
    public RerankServer(URI url, Optional<String> model, Optional<Secret> key, Optional<HttpProxy> proxy) {
        this.url = url;
        this.model = model;
        this.key = key;
        this.transport = new SocketHttpClient(url, proxy);
    }

    /**
     * A score a text, in order, of which the greater is the better; empty for a text that the server left out.
     *
     * @param atMost how long it may take
     * @throws RerankFaultException            when the server does not answer as it should, or not in time
     * @throws Cancellation.CancelledException when it was cancelled
     */
    public List<OptionalDouble> scores(String question, List<String> texts, Duration atMost,
                                       Cancellation cancellation) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            return cancellation.interruptibly(end, () -> asked(question, texts, end));
        } catch (DeadlineException e) {
            throw late(e);
        } catch (TransportException | IllegalArgumentException e) {
            throw System.nanoTime() - end >= -ROUNDED ? late(e)
                    : new RerankFaultException("the reranker cannot be asked: " + e.getMessage(), false, e);
        }
    }

    private List<OptionalDouble> asked(String question, List<String> texts, long end) {
        RerankRequest.Texts first = known;
        Answer answer = post(RerankRequest.of(model, question, texts, first), end);
        if (answer.status() == 400 || answer.status() == 422) {
            RerankRequest.Texts other = first.other();
            answer = post(RerankRequest.of(model, question, texts, other), end);
            if (answer.ok()) {
                known = other;
            }
        }
        if (!answer.ok()) {
            throw new RerankFaultException("the reranker answers with status " + answer.status(), false, null);
        }
        return RerankScores.read(answer.body(), texts.size());
    }

    private record Answer(int status, byte[] body) {
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    private Answer post(BytesBody body, long end) {
        Duration left = Duration.ofMillis((end - System.nanoTime()) / ROUNDED);
        if (!left.isPositive()) {
            throw late(null);
        }
        Timeout timeout = Timeout.builder().connect(left).read(left).request(Duration.ZERO).build();
        try (HttpResponse response = transport.execute(request(body),
                RequestOptions.builder().timeout(timeout).build())) {
            return new Answer(response.statusCode(), response.body().readAllBytes());
        } catch (IOException e) {
            throw new RerankFaultException("the reranker's answer ended early", false, e);
        }
    }

    private HttpRequest request(BytesBody body) {
        String plain = url.toString().replaceFirst("\\?.*$", "").replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.builder().method(HttpMethod.POST).baseUrl(plain)
                .putHeader("User-Agent", USER_AGENT).body(body);
        if (!plain.endsWith("/" + PATH)) {
            request.addPathSegment(PATH);
        }
        Trace.propagate(request::putHeader);
        key.ifPresent(secret -> request.putHeader("Authorization", "Bearer " + secret.reveal()));
        return request.build();
    }

    private static RerankFaultException late(Throwable cause) {
        return new RerankFaultException("the reranker takes too long", true, cause);
    }

    @Override
    public void close() {
        transport.close();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "RerankServer[" + url + "]";
    }
}
