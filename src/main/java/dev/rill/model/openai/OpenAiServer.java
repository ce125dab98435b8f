package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ClientOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpClient;
import com.openai.models.models.Model;
import com.openai.models.models.ModelListPageResponse;
import dev.rill.config.HttpProxy;
import dev.rill.config.RillConfig;
import dev.rill.model.ModelClient;
import dev.rill.model.transport.SocketHttpClient;
import dev.rill.stream.Cancellation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An OpenAI-compatible server, and what it offers. Nothing is sent until something is asked for. Any thread; whoever
 * made it closes it, when no call is open.
 */
public final class OpenAiServer implements AutoCloseable {
    private static final URI OPENAI = URI.create(ClientOptions.PRODUCTION_URL);

    /** Nobody should wait for a start much longer. */
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(10);
    private static final int SHARED_BUFFERS = 32;

    private final RillConfig.Model settings;
    private final ModelLimits limits;
    private final SocketHttpClient transport;
    /** By default each thread keeps its buffers, and here each stream has a thread. */
    private final RecyclerPool<BufferRecycler> buffers = JsonRecyclerPools.newBoundedPool(SHARED_BUFFERS);
    private final JsonMapper json = json(JsonFactory.builder().recyclerPool(buffers).build());

    /**
     * @param proxy through which the server is asked
     * @throws IllegalArgumentException if the base URL is not an http or https URL with a host
     */
    public OpenAiServer(RillConfig.Model settings, Optional<HttpProxy> proxy) {
        this(settings, ModelLimits.of(settings), new SocketHttpClient(settings.baseUrl().orElse(OPENAI), proxy));
    }

    OpenAiServer(RillConfig.Model settings, ModelLimits limits, SocketHttpClient transport) {
        this.settings = settings;
        this.limits = limits;
        this.transport = transport;
    }

    /**
     * The configured model, or the only one that the server has; asks the server, and waits, where none is configured.
     */
    public ModelChoice choose() {
        if (settings.name().isPresent()) {
            return new ModelChoice.Chosen(settings.name().get());
        }
        try {
            List<String> models = models();
            return models.size() == 1 ? new ModelChoice.Chosen(models.getFirst()) : new ModelChoice.Undecided(models);
        } catch (ModelFaultException e) {
            return new ModelChoice.Unknown(e.fault());
        }
    }

    /** A client for one of the server's models. */
    public ModelClient chat(String model) {
        return new OpenAiModelClient(endpoint(transport), model, limits);
    }

    /** A client for one of the server's embedding models. */
    public EmbeddingClient embeddings(String model) {
        return new EmbeddingClient(objects(limits.firstToken()), model, limits);
    }

    /** Loads what the first call needs, so that it need not wait for it. Sends nothing. */
    public void warmUp() {
        WarmUp.run(endpoint(new WarmUp.NoServer()), limits);
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return "OpenAiServer[" + baseUrl() + "]";
    }

    /** For openai-java's types as well, which say in annotations all that is theirs. */
    static JsonMapper json(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .disable(MapperFeature.AUTO_DETECT_GETTERS, MapperFeature.AUTO_DETECT_IS_GETTERS,
                MapperFeature.AUTO_DETECT_FIELDS).build();
    }

    private URI baseUrl() {
        return settings.baseUrl().orElse(OPENAI);
    }

    /** What paths are appended to; the transport adds the query. */
    private String root() {
        return baseUrl().toString().replaceFirst("\\?.*$", "");
    }

    private List<String> models() {
        JsonEndpoint endpoint = objects(LIST_TIMEOUT);
        return new RetriedRequest(limits).run(new Cancellation(), () -> endpoint
                .get(ModelListPageResponse.class, "models").data().stream().map(Model::id).sorted().toList());
    }

    private Timeout timeout(Duration read) {
        return Timeout.builder().connect(limits.connect()).read(read).request(Duration.ZERO).build();
    }

    /** A stream's reads are ended by its watchdog. */
    private ChatEndpoint endpoint(HttpClient http) {
        return new ChatEndpoint(http, URI.create(root()), settings.apiKey(), timeout(Duration.ZERO), json);
    }

    /** For what is asked outside a stream, where no watchdog ends a read. */
    private JsonEndpoint objects(Duration read) {
        return new JsonEndpoint(transport, new RequestStart(URI.create(root()), settings.apiKey()), timeout(read),
                json);
    }
}
