package dev.rill;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import dev.rill.config.HttpProxy;
import dev.rill.http.openid.ProviderHttp;
import dev.rill.model.transport.SocketHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;

/** Fetches an issuer's keys through a proxy. Any thread; closed by who made it. */
final class ProxiedKeys implements ResourceRetriever, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final SocketHttpClient client;

    ProxiedKeys(URI jwks, HttpProxy proxy) {
        this.client = new SocketHttpClient(jwks, Optional.of(proxy));
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        // the client has the address's query
        HttpRequest request = HttpRequest.builder().method(HttpMethod.GET).baseUrl(url.toString().split("\\?", 2)[0])
                .putHeader("Accept", "application/json").build();
        ProviderHttp.Reply reply = ProviderClients.exchange(client, request, TIMEOUT);
        if (reply.status() != 200) {
            throw new IOException("the issuer answers " + reply.status());
        }
        return new Resource(reply.body(), "application/json");
    }

    @Override
    public void close() {
        client.close();
    }
}
