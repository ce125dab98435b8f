package dev.rill;

import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.rill.config.RillConfig;
import dev.rill.http.openid.ProviderHttp;
import dev.rill.model.transport.BytesBody;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.model.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an OpenID provider and the servers that it names, each through the proxy that is set for it. Any thread;
 * closed by who made it.
 */
final class ProviderClients implements ProviderHttp, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** For the whole of it, however slowly it comes. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 256 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final RillConfig.Network network;
    /** By scheme and authority: a provider names two or three. */
    private final Map<String, SocketHttpClient> clients = new ConcurrentHashMap<>();

    ProviderClients(RillConfig.Network network) {
        this.network = network;
    }

    @Override
    public Reply send(Request request) throws IOException, InterruptedException {
        FutureTask<Reply> task = new FutureTask<>(() -> exchange(request));
        Thread.ofVirtual().name("openid-provider").start(task);
        try {
            return task.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it takes too long", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private Reply exchange(Request request) throws IOException {
        URI origin = URI.create(request.target().getScheme() + "://" + request.target().getRawAuthority());
        SocketHttpClient client = clients.computeIfAbsent(origin.toString(),
                _ -> new SocketHttpClient(origin, network.proxyFor(origin)));
        HttpRequest.Builder message = HttpRequest.builder().baseUrl(request.target().toString())
                .method(request.form().isPresent() ? HttpMethod.POST : HttpMethod.GET)
                .putHeader("Accept", "application/json");
        request.authorization().ifPresent(value -> message.putHeader("Authorization", value));
        request.form().ifPresent(form -> message.body(new BytesBody(FORM,
                form.getBytes(StandardCharsets.US_ASCII))));
        return exchange(client, message.build(), TIMEOUT);
    }

    /**
     * Asks for what is small.
     *
     * @param timeout of each wait
     */
    static Reply exchange(SocketHttpClient client, HttpRequest request, Duration timeout) throws IOException {
        RequestOptions options = RequestOptions.builder()
                .timeout(Timeout.builder().connect(timeout).read(timeout).request(Duration.ZERO).build()).build();
        try (HttpResponse response = client.execute(request, options)) {
            byte[] body = response.body().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
            }
            return new Reply(response.statusCode(), new String(body, StandardCharsets.UTF_8));
        } catch (TransportException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(SocketHttpClient::close);
    }
}
