package dev.rill.config;

import dev.rill.rights.ReaderRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that can be set, checked. Immutable; any thread. */
public record RillConfig(Server server, Documents documents, Embeddings embeddings, Storage storage,
                         Replicas replicas, Model model, Chat chat, Rerank rerank, Streams streams,
                         Limits limits, Auth auth, Network network, Log log, Telemetry telemetry) {

    /**
     * Where traces go.
     *
     * @param variables OpenTelemetry's own, which it reads itself: {@code OTEL_*}. They may hold keys.
     */
    public record Telemetry(Map<String, String> variables) {
        public Telemetry {
            variables = Map.copyOf(variables);
        }

        /** Whether somebody is to be sent traces. */
        public boolean traces() {
            boolean told = !variables.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").isBlank()
                    || !variables.getOrDefault("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "").isBlank();
            return told && !"true".equalsIgnoreCase(variables.get("OTEL_SDK_DISABLED"))
                    && !"none".equalsIgnoreCase(variables.get("OTEL_TRACES_EXPORTER"));
        }

        /** Without the values. */
        @Override
        public String toString() {
            return "Telemetry" + variables.keySet();
        }
    }

    /**
     * @param allowedHosts  what {@code Host} may say beside loopback names or the bound address
     * @param publicUrl     where browsers find the page; empty: as requests and trusted proxies tell
     * @param protocols     that are on beside Rill's own; none: all
     * @param sourcesInText forms of answers whose text ends with a list of its sources
     */
    public record Server(String host, int port, List<String> corsOrigins, List<String> allowedHosts,
                         List<String> trustedProxies, Optional<Path> tlsKeystore, Optional<Secret> tlsPassword,
                         Optional<URI> publicUrl, List<Protocol> protocols, List<TextForm> sourcesInText) {
        /** What clients may speak. */
        public enum Protocol { RILL, OPENAI, AISDK, AGUI, LANGGRAPH, MCP }

        /** Forms of answers that some clients show nothing of but the text. */
        public enum TextForm { COMPLETIONS, AGUI }

        public boolean speaks(Protocol protocol) {
            return protocol == Protocol.RILL || protocols.isEmpty() || protocols.contains(protocol);
        }
    }

    /**
     * @param folder  none where there are sources; the built-in manual where there are none either
     * @param readers who may read what, beside what the folders say themselves
     * @param sources several, with names
     */
    public record Documents(Optional<Path> folder, ReaderRules readers, List<SourceConfig> sources, Uploads uploads) {
    }

    /**
     * What users may send.
     *
     * @param fileBytes   of one file
     * @param files       of one user
     * @param userBytes   of all files of one user
     * @param scanCommand a virus scanner, which is given a file's path; none: nothing is scanned
     * @param scanTimeout for one file
     */
    public record Uploads(boolean enabled, long fileBytes, int files, long userBytes, Optional<String> scanCommand,
                          Duration scanTimeout) {
    }

    /**
     * What turns texts into vectors, to be found by their meaning.
     *
     * @param model the folder of a model that is not the built-in one
     */
    public record Embeddings(Source source, Optional<Path> model) {
        /** This process, the model server, or nothing. */
        public enum Source { BUILTIN, ENDPOINT, OFF }
    }

    /**
     * @param databaseUrl may hold a password, so {@link #toString} leaves it out
     * @param searchUrl   of an OpenSearch server that keeps the documents' index; likewise
     * @param retention   threads without activity for so long are deleted
     */
    public record Storage(Path data, Optional<String> databaseUrl, Optional<URI> searchUrl,
                          Optional<Duration> retention) {

        @Override
        public String toString() {
            return "Storage[data=" + data + ", databaseUrl=" + databaseUrl.map(Secret::new) + ", searchUrl="
                    + searchUrl.map(URI::getHost) + ", retention=" + retention + "]";
        }
    }

    /**
     * @param enabled whether servers are meant to share the database
     * @param name    by which people know this one; none: the machine's
     * @param redis   where running answers are copied; none: in the database. May hold a password, so {@link #toString}
     *                leaves it out
     */
    public record Replicas(boolean enabled, Optional<String> name, Optional<URI> redis) {

        @Override
        public String toString() {
            return "Replicas[enabled=" + enabled + ", name=" + name + ", redis=" + redis.map(URI::getHost) + "]";
        }
    }

    public record Model(Optional<Secret> apiKey, Optional<URI> baseUrl, Optional<String> name,
                        Optional<String> embeddingModel, Duration connectTimeout, Duration firstTokenTimeout,
                        Duration gapTimeout, Duration totalTimeout) {
        private static final URI OPENAI = URI.create("https://api.openai.com/v1");

        /** Where models are asked for; empty where none is configured. */
        public Optional<URI> server() {
            return configured() ? baseUrl.or(() -> Optional.of(OPENAI)) : Optional.empty();
        }

        /** Whether a model server is configured; the extractive answerer answers where none is. */
        public boolean configured() {
            return apiKey.isPresent() || baseUrl.isPresent();
        }
    }

    /**
     * @param searchRounds how often a model may look into the documents before it has to answer
     * @param searchTokens how much it may be shown before it has to
     */
    public record Chat(Search search, int searchRounds, int searchTokens, Ranking ranking, int historyTokens,
                       int maxMessageChars, int maxSystemMessageChars) {
        public enum Search { TOOL, ALWAYS }

        public enum Ranking { FUSION, MODEL }
    }

    /**
     * What judges how well passages answer a question: a model in this process, a server, or nothing.
     *
     * @param folder  of the model
     * @param url     of the server's {@code /rerank}
     * @param timeout how much later an answer may begin for it
     */
    public record Rerank(Optional<Path> folder, Optional<URI> url, Optional<String> model, Optional<Secret> apiKey,
                         Duration timeout) {
    }

    public record Streams(Duration keepAlive, Duration writeStallTimeout, Duration staleAfter, Duration drainTimeout,
                          Duration resumeFor, long resumeBytes, long resumeTotalBytes, int maxStreams,
                          int maxStreamsPerUser) {
    }

    /**
     * @param rateLimit             requests a minute for a user or address
     * @param connectionsPerAddress at once; trusted proxies have as many as they like
     */
    public record Limits(long maxBodyBytes, OptionalLong rateLimit, OptionalLong connectionsPerAddress,
                         OptionalLong tokensPerDay) {
    }

    /**
     * @param groupsClaim what names a user's groups in a token
     * @param sessionFor  how long somebody who signed in at the page stays so
     */
    public record Auth(boolean none, Optional<Path> keys, Optional<URI> jwksUrl, Optional<String> issuer,
                       Optional<String> audience, String groupsClaim, Duration sessionFor, Optional<OpenId> openId) {

        /** Whether requests must name a user. */
        public boolean required() {
            return credentials() || openId.isPresent();
        }

        /** Whether there are credentials that a request can carry. */
        public boolean credentials() {
            return keys.isPresent() || jwksUrl.isPresent();
        }
    }

    /**
     * The provider at which people sign in to the page (OpenID Connect Core 1.0).
     *
     * @param issuer       its name, below which it describes itself
     * @param clientSecret empty: Rill is a public client there
     * @param name         for people
     * @param userClaim    what names a user in an ID token
     */
    public record OpenId(URI issuer, String clientId, Optional<Secret> clientSecret, List<String> scopes, String name,
                         String userClaim) {
    }

    /**
     * How other servers are reached: those of models and of keys.
     *
     * @param http   the proxy for servers without TLS
     * @param https  the proxy for servers with TLS
     * @param bypass which are asked without a proxy
     */
    public record Network(Optional<HttpProxy> http, Optional<HttpProxy> https, ProxyBypass bypass) {

        /**
         * What an absolute http or https URL is asked through. A proxy elsewhere cannot reach this machine's loopback.
         */
        public Optional<HttpProxy> proxyFor(URI target) {
            return ("https".equalsIgnoreCase(target.getScheme()) ? https : http).filter(proxy ->
                    !bypass.covers(target) && (proxy.local() || !ProxyBypass.isLoopback(target.getHost())));
        }
    }

    public record Log(Format format) {
        public enum Format { TEXT, JSON }
    }
}
