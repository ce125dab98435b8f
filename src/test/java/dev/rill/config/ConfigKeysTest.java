package dev.rill.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.rights.ReaderRule;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigKeysTest {
    @TempDir
    Path folder;

    private static final Map<String, String> OPENID = Map.of("RILL_OPENID_ISSUER", "https://id.example.org",
            "RILL_OPENID_CLIENT_ID", "rill");

    /** What else has to be set so that a value alone is no contradiction. */
    private static final Map<String, Map<String, String>> NEEDS = Map.ofEntries(
            Map.entry("documents.readers", Map.of("RILL_DOCUMENTS", "docs")),
            Map.entry("server.host", Map.of("RILL_AUTH_NONE", "true")),
            Map.entry("server.tls-keystore", Map.of("RILL_TLS_PASSWORD", "x")),
            Map.entry("server.tls-password", Map.of("RILL_TLS_KEYSTORE", "a.p12")),
            Map.entry("replicas.enabled", Map.of("RILL_DATABASE_URL", "jdbc:postgresql://db/rill")),
            Map.entry("replicas.redis-url", Map.of("RILL_DATABASE_URL", "jdbc:postgresql://db/rill",
                    "RILL_REPLICAS", "true")),
            Map.entry("model.name", Map.of("OPENAI_API_KEY", "x")),
            Map.entry("model.embedding-model", Map.of("OPENAI_API_KEY", "x")),
            Map.entry("embeddings.source", Map.of("OPENAI_API_KEY", "x", "OPENAI_EMBEDDING_MODEL", "e5")),
            Map.entry("rerank.model", Map.of("RILL_RERANK_URL", "http://localhost:8000/rerank")),
            Map.entry("rerank.api-key", Map.of("RILL_RERANK_URL", "http://localhost:8000/rerank")),
            Map.entry("auth.issuer", Map.of("RILL_AUTH_JWKS_URL", "https://id.example.org/jwks")),
            Map.entry("openid.issuer", Map.of("RILL_OPENID_CLIENT_ID", "rill")),
            Map.entry("openid.client-id", OPENID),
            Map.entry("openid.client-secret", OPENID),
            Map.entry("openid.scopes", OPENID),
            Map.entry("openid.name", OPENID),
            Map.entry("openid.user-claim", OPENID),
            Map.entry("auth.audience", Map.of("RILL_AUTH_JWKS_URL", "https://id.example.org/jwks")));

    /** @param written a value that is not the default */
    private record Sample(String key, String variable, String written, Function<RillConfig, Object> read,
                          Object expected) {
        @Override
        public String toString() {
            return key;
        }
    }

    private static List<Sample> samples() {
        return List.of(
                new Sample("server.host", "HOST", "0.0.0.0", c -> c.server().host(), "0.0.0.0"),
                new Sample("server.port", "PORT", "0", c -> c.server().port(), 0),
                new Sample("server.cors-origins", "RILL_CORS_ORIGINS", "https://a.example, http://b.example:3000",
                        c -> c.server().corsOrigins(), List.of("https://a.example", "http://b.example:3000")),
                new Sample("server.allowed-hosts", "RILL_ALLOWED_HOSTS", "rill.example.org,[::1]:8080",
                        c -> c.server().allowedHosts(), List.of("rill.example.org", "[::1]:8080")),
                new Sample("server.trusted-proxies", "RILL_TRUSTED_PROXIES", "10.0.0.0/8, ::1",
                        c -> c.server().trustedProxies(), List.of("10.0.0.0/8", "::1")),
                new Sample("server.tls-keystore", "RILL_TLS_KEYSTORE", "a.p12",
                        c -> c.server().tlsKeystore().map(Path::getFileName), Optional.of(Path.of("a.p12"))),
                new Sample("server.tls-password", "RILL_TLS_PASSWORD", "s3cret",
                        c -> c.server().tlsPassword().map(Secret::reveal), Optional.of("s3cret")),
                new Sample("server.public-url", "RILL_PUBLIC_URL", "https://chat.example.org/rill/",
                        c -> c.server().publicUrl(), Optional.of(URI.create("https://chat.example.org/rill/"))),
                new Sample("server.protocols", "RILL_PROTOCOLS", "openai, rill", c -> c.server().protocols(),
                        List.of(RillConfig.Server.Protocol.OPENAI, RillConfig.Server.Protocol.RILL)),
                new Sample("server.sources-in-text", "RILL_SOURCES_IN_TEXT", "agui,completions",
                        c -> c.server().sourcesInText(),
                        List.of(RillConfig.Server.TextForm.AGUI, RillConfig.Server.TextForm.COMPLETIONS)),
                new Sample("documents.folder", "RILL_DOCUMENTS", "docs",
                        c -> c.documents().folder().map(Path::getFileName), Optional.of(Path.of("docs"))),
                new Sample("documents.readers", "RILL_DOCUMENTS_READERS", "hr/ group:hr user:anna, a b/*.md group:C D",
                        c -> c.documents().readers().rules(), List.of(
                                new ReaderRule("hr/", Readers.anyOf(Set.of("group:hr", "user:anna"))),
                                new ReaderRule("a b/*.md", Readers.anyOf(Set.of("group:C D"))))),
                new Sample("uploads.enabled", "RILL_UPLOADS", "false", c -> c.documents().uploads().enabled(), false),
                new Sample("uploads.max-file-bytes", "RILL_UPLOAD_MAX_FILE_BYTES", "5 MiB",
                        c -> c.documents().uploads().fileBytes(), 5L << 20),
                new Sample("uploads.max-files-per-user", "RILL_UPLOAD_MAX_FILES_PER_USER", "7",
                        c -> c.documents().uploads().files(), 7),
                new Sample("uploads.max-bytes-per-user", "RILL_UPLOAD_MAX_BYTES_PER_USER", "9 MiB",
                        c -> c.documents().uploads().userBytes(), 9L << 20),
                new Sample("uploads.scan-command", "RILL_UPLOAD_SCAN_COMMAND", "clamdscan --fdpass",
                        c -> c.documents().uploads().scanCommand(), Optional.of("clamdscan --fdpass")),
                new Sample("uploads.scan-timeout", "RILL_UPLOAD_SCAN_TIMEOUT", "PT5S",
                        c -> c.documents().uploads().scanTimeout(), Duration.ofSeconds(5)),
                new Sample("embeddings.source", "RILL_EMBEDDINGS", "endpoint",
                        c -> c.embeddings().source(), RillConfig.Embeddings.Source.ENDPOINT),
                new Sample("embeddings.model", "RILL_EMBEDDINGS_MODEL", "docs",
                        c -> c.embeddings().model().map(Path::getFileName), Optional.of(Path.of("docs"))),
                new Sample("storage.data", "RILL_DATA", "elsewhere",
                        c -> c.storage().data().getFileName(), Path.of("elsewhere")),
                new Sample("storage.database-url", "RILL_DATABASE_URL", "jdbc:postgresql://db/rill",
                        c -> c.storage().databaseUrl(), Optional.of("jdbc:postgresql://db/rill")),
                new Sample("storage.search-url", "RILL_SEARCH_URL", "https://rill:secret@search:9200/docs",
                        c -> c.storage().searchUrl(), Optional.of(URI.create("https://rill:secret@search:9200/docs"))),
                new Sample("storage.retention", "RILL_RETENTION", "30d",
                        c -> c.storage().retention(), Optional.of(Duration.ofDays(30))),
                new Sample("replicas.enabled", "RILL_REPLICAS", "true", c -> c.replicas().enabled(), true),
                new Sample("replicas.name", "RILL_REPLICA_NAME", "left", c -> c.replicas().name(), Optional.of("left")),
                new Sample("replicas.redis-url", "RILL_REDIS_URL", "rediss://:secret@redis:6380/1",
                        c -> c.replicas().redis(), Optional.of(URI.create("rediss://:secret@redis:6380/1"))),
                new Sample("model.api-key", "OPENAI_API_KEY", "sk-1",
                        c -> c.model().apiKey().map(Secret::reveal), Optional.of("sk-1")),
                new Sample("model.base-url", "OPENAI_BASE_URL", "http://localhost:11434/v1",
                        c -> c.model().baseUrl(), Optional.of(URI.create("http://localhost:11434/v1"))),
                new Sample("model.name", "OPENAI_MODEL", "qwen3:8b", c -> c.model().name(), Optional.of("qwen3:8b")),
                new Sample("model.embedding-model", "OPENAI_EMBEDDING_MODEL", "e5",
                        c -> c.model().embeddingModel(), Optional.of("e5")),
                new Sample("model.connect-timeout", "RILL_MODEL_CONNECT_TIMEOUT", "PT1S",
                        c -> c.model().connectTimeout(), Duration.ofSeconds(1)),
                new Sample("model.first-token-timeout", "RILL_MODEL_FIRST_TOKEN_TIMEOUT", "90s",
                        c -> c.model().firstTokenTimeout(), Duration.ofSeconds(90)),
                new Sample("model.gap-timeout", "RILL_MODEL_GAP_TIMEOUT", "PT0.25S",
                        c -> c.model().gapTimeout(), Duration.ofMillis(250)),
                new Sample("model.total-timeout", "RILL_MODEL_TOTAL_TIMEOUT", "1h30m",
                        c -> c.model().totalTimeout(), Duration.ofMinutes(90)),
                new Sample("chat.search", "RILL_SEARCH", "always",
                        c -> c.chat().search(), RillConfig.Chat.Search.ALWAYS),
                new Sample("chat.search-rounds", "RILL_SEARCH_ROUNDS", "7", c -> c.chat().searchRounds(), 7),
                new Sample("chat.search-tokens", "RILL_SEARCH_TOKENS", "900", c -> c.chat().searchTokens(), 900),
                new Sample("chat.ranking", "RILL_RANKING", "model",
                        c -> c.chat().ranking(), RillConfig.Chat.Ranking.MODEL),
                new Sample("rerank.folder", "RILL_RERANK_FOLDER", "docs",
                        c -> c.rerank().folder().map(Path::getFileName), Optional.of(Path.of("docs"))),
                new Sample("rerank.url", "RILL_RERANK_URL", "http://localhost:8000/rerank",
                        c -> c.rerank().url(), Optional.of(URI.create("http://localhost:8000/rerank"))),
                new Sample("rerank.model", "RILL_RERANK_MODEL", "bge", c -> c.rerank().model(), Optional.of("bge")),
                new Sample("rerank.api-key", "RILL_RERANK_API_KEY", "rk-1",
                        c -> c.rerank().apiKey().map(Secret::reveal), Optional.of("rk-1")),
                new Sample("rerank.timeout", "RILL_RERANK_TIMEOUT", "200ms",
                        c -> c.rerank().timeout(), Duration.ofMillis(200)),
                new Sample("chat.history-tokens", "RILL_HISTORY_TOKENS", "0", c -> c.chat().historyTokens(), 0),
                new Sample("chat.max-message-chars", "RILL_MAX_MESSAGE_CHARS", "10",
                        c -> c.chat().maxMessageChars(), 10),
                new Sample("chat.max-system-message-chars", "RILL_MAX_SYSTEM_MESSAGE_CHARS", "11",
                        c -> c.chat().maxSystemMessageChars(), 11),
                new Sample("streams.keep-alive", "RILL_KEEP_ALIVE", "PT1S",
                        c -> c.streams().keepAlive(), Duration.ofSeconds(1)),
                new Sample("streams.write-stall-timeout", "RILL_WRITE_STALL_TIMEOUT", "PT2S",
                        c -> c.streams().writeStallTimeout(), Duration.ofSeconds(2)),
                new Sample("streams.stale-after", "RILL_STALE_AFTER", "PT3S",
                        c -> c.streams().staleAfter(), Duration.ofSeconds(3)),
                new Sample("streams.drain-timeout", "RILL_DRAIN_TIMEOUT", "PT0S",
                        c -> c.streams().drainTimeout(), Duration.ZERO),
                new Sample("streams.resume-for", "RILL_RESUME_FOR", "PT4S",
                        c -> c.streams().resumeFor(), Duration.ofSeconds(4)),
                new Sample("streams.resume-bytes", "RILL_RESUME_BYTES", "64KiB",
                        c -> c.streams().resumeBytes(), 65_536L),
                new Sample("streams.resume-total-bytes", "RILL_RESUME_TOTAL_BYTES", "1 GiB",
                        c -> c.streams().resumeTotalBytes(), 1L << 30),
                new Sample("streams.max-streams", "RILL_MAX_STREAMS", "7", c -> c.streams().maxStreams(), 7),
                new Sample("streams.max-streams-per-user", "RILL_MAX_STREAMS_PER_USER", "2",
                        c -> c.streams().maxStreamsPerUser(), 2),
                new Sample("limits.max-body-bytes", "RILL_MAX_BODY_BYTES", "2048",
                        c -> c.limits().maxBodyBytes(), 2048L),
                new Sample("limits.rate-limit", "RILL_RATE_LIMIT", "60",
                        c -> c.limits().rateLimit(), OptionalLong.of(60)),
                new Sample("limits.connections-per-address", "RILL_CONNECTIONS_PER_ADDRESS", "61",
                        c -> c.limits().connectionsPerAddress(), OptionalLong.of(61)),
                new Sample("limits.tokens-per-day", "RILL_TOKENS_PER_DAY", "100000",
                        c -> c.limits().tokensPerDay(), OptionalLong.of(100_000)),
                new Sample("auth.none", "RILL_AUTH_NONE", "true", c -> c.auth().none(), true),
                new Sample("auth.keys", "RILL_AUTH_KEYS", "keys.txt",
                        c -> c.auth().keys().map(Path::getFileName), Optional.of(Path.of("keys.txt"))),
                new Sample("auth.jwks-url", "RILL_AUTH_JWKS_URL", "https://id.example.org/jwks",
                        c -> c.auth().jwksUrl(), Optional.of(URI.create("https://id.example.org/jwks"))),
                new Sample("auth.issuer", "RILL_AUTH_ISSUER", "https://id.example.org",
                        c -> c.auth().issuer(), Optional.of("https://id.example.org")),
                new Sample("auth.audience", "RILL_AUTH_AUDIENCE", "rill",
                        c -> c.auth().audience(), Optional.of("rill")),
                new Sample("auth.groups-claim", "RILL_AUTH_GROUPS_CLAIM", "realm_access.roles",
                        c -> c.auth().groupsClaim(), "realm_access.roles"),
                new Sample("auth.session-for", "RILL_SESSION_FOR", "8h",
                        c -> c.auth().sessionFor(), Duration.ofHours(8)),
                new Sample("openid.issuer", "RILL_OPENID_ISSUER", "https://id.example.org/realm/",
                        c -> openId(c).issuer(), URI.create("https://id.example.org/realm/")),
                new Sample("openid.client-id", "RILL_OPENID_CLIENT_ID", "rill", c -> openId(c).clientId(), "rill"),
                new Sample("openid.client-secret", "RILL_OPENID_CLIENT_SECRET", "cs-1",
                        c -> openId(c).clientSecret().map(Secret::reveal), Optional.of("cs-1")),
                new Sample("openid.scopes", "RILL_OPENID_SCOPES", "openid, groups",
                        c -> openId(c).scopes(), List.of("openid", "groups")),
                new Sample("openid.name", "RILL_OPENID_NAME", "the house", c -> openId(c).name(), "the house"),
                new Sample("openid.user-claim", "RILL_OPENID_USER_CLAIM", "oid", c -> openId(c).userClaim(), "oid"),
                new Sample("network.proxy", "RILL_PROXY", "http://u:p%40@proxy.example:3128",
                        c -> c.network().https().flatMap(HttpProxy::authorization), Optional.of("Basic dTpwQA==")),
                new Sample("network.no-proxy", "RILL_NO_PROXY", ".example.org, 10.0.0.0/8",
                        c -> c.network().bypass().entries(), List.of(".example.org", "10.0.0.0/8")),
                new Sample("log.format", "RILL_LOG_FORMAT", "json",
                        c -> c.log().format(), RillConfig.Log.Format.JSON));
    }

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("a.p12"), "");
        Files.writeString(folder.resolve("keys.txt"), "");
        Files.createDirectory(folder.resolve("docs"));
    }

    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertEquals(new RillConfig(
                new RillConfig.Server("127.0.0.1", 8080, List.of(), List.of(), List.of(), Optional.empty(),
                        Optional.empty(), Optional.empty(), List.of(), List.of()),
                new RillConfig.Documents(Optional.empty(), ReaderRules.NONE, List.of(), new RillConfig.Uploads(true,
                        40L << 20, 200, 1L << 30, Optional.empty(), Duration.ofSeconds(60))),
                new RillConfig.Embeddings(RillConfig.Embeddings.Source.BUILTIN, Optional.empty()),
                new RillConfig.Storage(folder.resolve("./data"), Optional.empty(), Optional.empty(), Optional.empty()),
                new RillConfig.Replicas(false, Optional.empty(), Optional.empty()),
                new RillConfig.Model(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(30)),
                new RillConfig.Chat(RillConfig.Chat.Search.TOOL, 5, 16000, RillConfig.Chat.Ranking.FUSION, 8000, 5000,
                        2000),
                new RillConfig.Rerank(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Duration.ofMillis(500)),
                new RillConfig.Streams(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(5),
                        Duration.ofSeconds(25), Duration.ofMinutes(5), 1 << 20, 64 << 20, 2000, 4),
                new RillConfig.Limits(1 << 20, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                new RillConfig.Auth(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        "groups", Duration.ofDays(30), Optional.empty()),
                new RillConfig.Network(Optional.empty(), Optional.empty(), new ProxyBypass(List.of())),
                new RillConfig.Log(RillConfig.Log.Format.TEXT),
                new RillConfig.Telemetry(Map.of())), loaded(Map.of()).config());
        assertEquals(List.of(), loaded(Map.of()).warnings());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theEnvironmentSetsEachKey(Sample sample) {
        Map<String, String> environment = new HashMap<>(NEEDS.getOrDefault(sample.key(), Map.of()));
        environment.put(sample.variable(), sample.written());
        assertEquals(sample.expected(), sample.read().apply(loaded(environment).config()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFileSetsEachKey(Sample sample) throws IOException {
        file(yaml(sample.key(), sample.written()));
        Map<String, String> environment = NEEDS.getOrDefault(sample.key(), Map.of());
        assertEquals(sample.expected(), sample.read().apply(loaded(environment).config()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theEnvironmentOverridesTheFile(Sample sample) throws IOException {
        file(yaml(sample.key(), "\\u0000"));
        Map<String, String> environment = new HashMap<>(NEEDS.getOrDefault(sample.key(), Map.of()));
        environment.put(sample.variable(), sample.written());
        assertEquals(sample.expected(), sample.read().apply(loaded(environment).config()));
    }

    @Test
    void eachKeyHasASampleAndAPlaceInThePackagedFile() throws IOException {
        Map<String, String> variables = samples().stream()
                .collect(Collectors.toMap(Sample::key, Sample::variable, (a, b) -> a, LinkedHashMap::new));
        assertEquals(Settings.ALL.stream().collect(Collectors.toMap(Setting::key, Setting::variable)), variables);
        String packaged = Files.readString(Path.of("src/main/resources/application.yaml"));
        for (Setting<?> setting : Settings.ALL) {
            String key = setting.key().substring(setting.key().indexOf('.') + 1);
            assertTrue(packaged.lines().anyMatch(line -> line.startsWith("  " + key + ":")
                    && line.contains("[" + setting.variable() + "]")), setting.key());
        }
    }

    @Test
    void anEmptyFileAndEmptyValuesChangeNothing() throws IOException {
        RillConfig defaults = loaded(Map.of()).config();
        file("# nothing\n");
        assertEquals(defaults, loaded(Map.of()).config());
        file("server:\n  port:\n  cors-origins: []\nmodel:\n");
        assertEquals(defaults, loaded(Map.of("PORT", "", "OPENAI_API_KEY", " ")).config());
    }

    @Test
    void listsMayBeYamlLists() throws IOException {
        file("server:\n  cors-origins:\n    - https://a.example\n    - https://b.example\n");
        assertEquals(List.of("https://a.example", "https://b.example"),
                loaded(Map.of()).config().server().corsOrigins());
    }

    private static RillConfig.OpenId openId(RillConfig config) {
        return config.auth().openId().orElseThrow();
    }

    private LoadedConfig.Loaded loaded(Map<String, String> environment) {
        LoadedConfig result = ConfigLoader.load(environment, folder);
        return assertInstanceOf(LoadedConfig.Loaded.class, result, result::toString);
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("application.yaml"), text);
    }

    private static String yaml(String key, String value) {
        int dot = key.indexOf('.');
        return key.substring(0, dot) + ":\n  " + key.substring(dot + 1) + ": \"" + value + "\"\n";
    }
}
