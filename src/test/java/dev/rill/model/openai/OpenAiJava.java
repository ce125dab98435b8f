package dev.rill.model.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.Timeout;
import dev.rill.model.transport.SocketHttpClient;
import java.net.URI;
import java.util.Optional;

/** The library's own client over our transport: the oracle of what we send. */
final class OpenAiJava {
    static final Timeout TIMEOUT = Timeout.builder().connect(ModelBed.LIMITS.connect()).build();

    private OpenAiJava() {
    }

    static OpenAIClient client(SocketHttpClient transport, URI baseUrl, Optional<String> key) {
        ClientOptions.Builder options = ClientOptions.builder().httpClient(transport)
                .baseUrl(baseUrl.toString()).apiKey(key.orElse("none")).timeout(TIMEOUT).maxRetries(0)
                .disableTelemetry(true).putHeader("User-Agent", RequestStart.USER_AGENT);
        if (key.isEmpty()) {
            options.removeHeaders("Authorization");
        }
        return new OpenAIClientImpl(options.build());
    }
}
