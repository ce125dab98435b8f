package dev.rill;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.rill.config.HttpProxy;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.model.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Fetches an issuer's keys through a proxy. Any thread; closed by who made it. */
final class ProxiedKeys implements ResourceRetriever, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;

    private final SocketHttpClient client;

    ProxiedKeys(URI jwks, HttpProxy proxy) {
        this.client = new SocketHttpClient(jwks, Optional.of(proxy));
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        // the client has the address's query
        HttpRequest request = HttpRequest.builder().method(HttpMethod.GET).baseUrl(url.toString().split("\\?", 2)[0])
                .putHeader("Accept", "application/json").build();
        RequestOptions options = RequestOptions.builder()
                .timeout(Timeout.builder().connect(TIMEOUT).read(TIMEOUT).request(Duration.ZERO).build()).build();
        try (HttpResponse response = client.execute(request, options)) {
            if (response.statusCode() != 200) {
                throw new IOException("the issuer answers " + response.statusCode());
            }
            byte[] body = response.body().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new IOException("a set of keys of more than " + MOST_BYTES + " bytes");
            }
            return new Resource(new String(body, StandardCharsets.UTF_8), "application/json");
        } catch (TransportException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
