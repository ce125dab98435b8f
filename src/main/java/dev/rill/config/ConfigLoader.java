package dev.rill.config;

import dev.rill.rights.ReaderRules;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the configuration: the packaged defaults, then the file that {@code RILL_CONFIG} names or else
 * {@code application.yaml} in the working directory, then the environment. A variable that is empty is not set.
 * Stateless.
 */
public final class ConfigLoader {
    private static final String FILE = "application.yaml";

    private ConfigLoader() {
    }

    /**
     * Reads and checks everything; finds all faults before it returns.
     *
     * @param environment as {@link System#getenv()}
     * @param folder      the working directory, from which relative paths start
     */
    public static LoadedConfig load(Map<String, String> environment, Path folder) {
        SettingValues values = new SettingValues(packaged(), environment, folder);
        file(environment, folder, values);
        RillConfig config = build(values, environment);
        if (values.errors().isEmpty()) {
            values.errors().addAll(contradictions(config));
        }
        return values.errors().isEmpty() ? new LoadedConfig.Loaded(config, warnings(config, environment))
                : new LoadedConfig.Invalid(List.copyOf(values.errors()));
    }

    /** The defaults, by key. */
    static Map<String, RawValue> packaged() {
        List<String> errors = new ArrayList<>();
        try {
            Reader text = new InputStreamReader(ConfigLoader.class.getResourceAsStream("/" + FILE),
                    StandardCharsets.UTF_8);
            Map<String, RawValue> values = SettingsFile.read("packaged " + FILE, text, errors);
            if (!errors.isEmpty()) {
                throw new IllegalStateException(String.join("\n", errors));
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void file(Map<String, String> environment, Path folder, SettingValues values) {
        String named = environment.getOrDefault(Settings.CONFIG_VARIABLE, "");
        Path file = folder.resolve(named.isBlank() ? FILE : named);
        if (named.isBlank() && Files.notExists(file)) {
            return;
        }
        try {
            String name = file.getFileName().toString();
            values.file(SettingsFile.read(name, Files.newBufferedReader(file), values.errors()));
        } catch (IOException e) {
            values.errors().add((named.isBlank() ? file : Settings.CONFIG_VARIABLE + " " + named)
                    + " cannot be read; it must be a YAML file in UTF-8");
        }
    }

    private static RillConfig.Telemetry telemetry(Map<String, String> environment) {
        return new RillConfig.Telemetry(environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("OTEL_") && !variable.getValue().isBlank())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static RillConfig build(SettingValues values, Map<String, String> environment) {
        RillConfig.Model model = new RillConfig.Model(values.optional(Settings.API_KEY),
                values.optional(Settings.BASE_URL), values.optional(Settings.MODEL),
                values.optional(Settings.EMBEDDING_MODEL), values.one(Settings.CONNECT_TIMEOUT),
                values.one(Settings.FIRST_TOKEN_TIMEOUT), values.one(Settings.GAP_TIMEOUT),
                values.one(Settings.TOTAL_TIMEOUT));
        RillConfig.Auth auth = new RillConfig.Auth(values.one(Settings.AUTH_NONE), values.optional(Settings.AUTH_KEYS),
                values.optional(Settings.AUTH_JWKS_URL), values.optional(Settings.AUTH_ISSUER),
                values.optional(Settings.AUTH_AUDIENCE), values.one(Settings.AUTH_GROUPS_CLAIM),
                values.one(Settings.SESSION_FOR), openId(values));
        RillConfig.Rerank rerank = new RillConfig.Rerank(values.optional(Settings.RERANK_FOLDER),
                values.optional(Settings.RERANK_URL), values.optional(Settings.RERANK_MODEL),
                values.optional(Settings.RERANK_KEY),
                values.one(Settings.RERANK_TIMEOUT));
        RillConfig.Network network = new ProxyChoice(environment, values.errors()).read(values.optional(Settings.PROXY),
                values.list(Settings.NO_PROXY),
                Stream.of(model.server(), rerank.url(), auth.jwksUrl(),
                        auth.openId().map(RillConfig.OpenId::issuer)).flatMap(Optional::stream).toList());
        SourceSettings sources = SourceSettings.read(values);
        return new RillConfig(
                new RillConfig.Server(values.one(Settings.HOST), values.one(Settings.PORT),
                        values.list(Settings.CORS_ORIGINS), values.list(Settings.ALLOWED_HOSTS),
                        values.list(Settings.TRUSTED_PROXIES), values.optional(Settings.TLS_KEYSTORE),
                        values.optional(Settings.TLS_PASSWORD), values.optional(Settings.PUBLIC_URL),
                        values.list(Settings.PROTOCOLS), values.list(Settings.SOURCES_IN_TEXT)),
                new RillConfig.Documents(values.optional(Settings.DOCUMENTS), new ReaderRules(Stream.concat(
                        values.list(Settings.READERS).stream(), sources.rules().stream()).toList()), sources.sources(),
                        new RillConfig.Uploads(values.one(Settings.UPLOADS), values.one(Settings.UPLOAD_FILE_BYTES),
                                values.one(Settings.UPLOAD_FILES), values.one(Settings.UPLOAD_USER_BYTES),
                                values.optional(Settings.UPLOAD_SCAN_COMMAND),
                                values.one(Settings.UPLOAD_SCAN_TIMEOUT))),
                new RillConfig.Embeddings(values.optional(Settings.EMBEDDINGS).orElse(model.embeddingModel().isPresent()
                        ? RillConfig.Embeddings.Source.ENDPOINT : RillConfig.Embeddings.Source.BUILTIN),
                        values.optional(Settings.EMBEDDINGS_MODEL)),
                new RillConfig.Storage(values.one(Settings.DATA), values.optional(Settings.DATABASE_URL),
                        values.optional(Settings.SEARCH_URL), values.optional(Settings.RETENTION)),
                new RillConfig.Replicas(values.one(Settings.REPLICAS), values.optional(Settings.REPLICA_NAME),
                        values.optional(Settings.REDIS_URL)),
                model,
                new RillConfig.Chat(values.one(Settings.SEARCH), values.one(Settings.SEARCH_ROUNDS),
                        values.one(Settings.SEARCH_TOKENS), values.one(Settings.RANKING),
                        values.one(Settings.HISTORY_TOKENS), values.one(Settings.MAX_MESSAGE_CHARS),
                        values.one(Settings.MAX_SYSTEM_MESSAGE_CHARS)),
                rerank,
                new RillConfig.Streams(values.one(Settings.KEEP_ALIVE), values.one(Settings.WRITE_STALL_TIMEOUT),
                        values.one(Settings.STALE_AFTER), values.one(Settings.DRAIN_TIMEOUT),
                        values.one(Settings.RESUME_FOR), values.one(Settings.RESUME_BYTES),
                        values.one(Settings.RESUME_TOTAL_BYTES), values.one(Settings.MAX_STREAMS),
                        values.one(Settings.MAX_STREAMS_PER_USER)),
                new RillConfig.Limits(values.one(Settings.MAX_BODY_BYTES), values.one(Settings.RATE_LIMIT),
                        values.one(Settings.CONNECTIONS_PER_ADDRESS), values.one(Settings.TOKENS_PER_DAY)),
                auth, network,
                new RillConfig.Log(values.one(Settings.LOG_FORMAT)),
                telemetry(environment));
    }

    private static Optional<RillConfig.OpenId> openId(SettingValues values) {
        Optional<URI> issuer = values.optional(Settings.OPENID_ISSUER);
        Optional<String> client = values.optional(Settings.OPENID_CLIENT_ID);
        Optional<Secret> secret = values.optional(Settings.OPENID_CLIENT_SECRET);
        List<String> scopes = values.list(Settings.OPENID_SCOPES);
        if (issuer.isPresent() != client.isPresent() || secret.isPresent() && issuer.isEmpty()) {
            values.errors().add("RILL_OPENID_ISSUER and RILL_OPENID_CLIENT_ID need each other, and "
                    + "RILL_OPENID_CLIENT_SECRET needs both");
            return Optional.empty();
        }
        if (!scopes.isEmpty() && !scopes.contains("openid")) {
            values.errors().add("RILL_OPENID_SCOPES lacks openid, without which no provider tells who signs in");
        }
        return issuer.map(url -> new RillConfig.OpenId(url, client.orElseThrow(), secret, scopes,
                values.optional(Settings.OPENID_NAME).orElse(url.getHost()), values.one(Settings.OPENID_USER_CLAIM)));
    }

    private static List<String> contradictions(RillConfig config) {
        List<String> errors = new ArrayList<>();
        RillConfig.Server server = config.server();
        RillConfig.Auth auth = config.auth();
        RillConfig.Model model = config.model();
        boolean loopback = Kind.address(server.host()).map(InetAddress::isLoopbackAddress).orElse(false);
        if (!loopback && !auth.required() && !auth.none()) {
            errors.add("HOST is " + server.host() + ", which other machines reach, and nobody is asked for a key: set "
                    + "RILL_AUTH_KEYS, RILL_AUTH_JWKS_URL or RILL_OPENID_ISSUER, or RILL_AUTH_NONE=true if everybody "
                    + "may use it");
        }
        if (auth.none() && auth.required()) {
            errors.add("RILL_AUTH_NONE is true although RILL_AUTH_KEYS, RILL_AUTH_JWKS_URL or RILL_OPENID_ISSUER is "
                    + "set: choose one");
        }
        if (config.replicas().enabled() && config.storage().databaseUrl().isEmpty()) {
            errors.add("RILL_REPLICAS is true, and RILL_DATABASE_URL names no PostgreSQL that servers could share");
        }
        if (config.replicas().redis().isPresent() && !config.replicas().enabled()) {
            errors.add("RILL_REDIS_URL is set, and RILL_REPLICAS is not true: one server alone needs no copies");
        }
        if (auth.jwksUrl().isEmpty() && (auth.issuer().isPresent() || auth.audience().isPresent())) {
            errors.add("RILL_AUTH_ISSUER and RILL_AUTH_AUDIENCE need RILL_AUTH_JWKS_URL");
        }
        if (server.tlsKeystore().isPresent() != server.tlsPassword().isPresent()) {
            errors.add("RILL_TLS_KEYSTORE and RILL_TLS_PASSWORD need each other");
        }
        if (!model.configured() && (model.name().isPresent() || model.embeddingModel().isPresent())) {
            errors.add("OPENAI_MODEL or OPENAI_EMBEDDING_MODEL is set without a server: set OPENAI_API_KEY for OpenAI, "
                    + "or OPENAI_BASE_URL for any other OpenAI-compatible server");
        }
        if (config.embeddings().source() == RillConfig.Embeddings.Source.ENDPOINT && model.embeddingModel().isEmpty()) {
            errors.add("RILL_EMBEDDINGS is endpoint, and OPENAI_EMBEDDING_MODEL names no model of it");
        }
        if (config.embeddings().source() != RillConfig.Embeddings.Source.BUILTIN
                && config.embeddings().model().isPresent()) {
            errors.add("RILL_EMBEDDINGS_MODEL is the folder of a model for RILL_EMBEDDINGS=builtin");
        }
        boolean reranks = config.rerank().url().isPresent() || config.rerank().folder().isPresent();
        if (reranks && config.chat().ranking() == RillConfig.Chat.Ranking.MODEL) {
            errors.add("RILL_RANKING is model although RILL_RERANK_URL or RILL_RERANK_FOLDER is set: choose one");
        }
        if (config.rerank().url().isPresent() && config.rerank().folder().isPresent()) {
            errors.add("RILL_RERANK_URL and RILL_RERANK_FOLDER are both set: choose one");
        }
        if (config.rerank().url().isEmpty()
                && (config.rerank().model().isPresent() || config.rerank().apiKey().isPresent())) {
            errors.add("RILL_RERANK_MODEL and RILL_RERANK_API_KEY need RILL_RERANK_URL");
        }
        RillConfig.Documents documents = config.documents();
        if (documents.folder().isEmpty() && documents.sources().isEmpty() && !documents.readers().rules().isEmpty()) {
            errors.add("RILL_DOCUMENTS_READERS says who may read what in a folder: set RILL_DOCUMENTS, or sources");
        }
        if (documents.folder().isPresent() && !documents.sources().isEmpty()) {
            errors.add("RILL_DOCUMENTS is one folder, and the file names sources: choose one, or make the folder "
                    + "one of them");
        }
        if (config.streams().resumeBytes() > config.streams().resumeTotalBytes()) {
            errors.add("RILL_RESUME_BYTES must not exceed RILL_RESUME_TOTAL_BYTES");
        }
        return errors;
    }

    private static List<String> warnings(RillConfig config, Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>(List.of(Settings.CONFIG_VARIABLE));
        Settings.ALL.forEach(setting -> known.add(setting.variable()));
        config.documents().sources().forEach(source -> SourceSettings.KEYS.forEach(key ->
                known.add(SourceSettings.variable(source.name(), key))));
        environment.keySet().stream().filter(name -> name.startsWith("RILL_") && !known.contains(name)).sorted()
                .forEach(name -> warnings.add(name + " is set and means nothing to Rill"));
        if (config.auth().jwksUrl().isPresent() && config.auth().audience().isEmpty()) {
            warnings.add("RILL_AUTH_AUDIENCE is not set: a token that was made for another service opens this one too");
        }
        config.auth().openId().map(RillConfig.OpenId::issuer)
                .filter(issuer -> issuer.getScheme().equalsIgnoreCase("http")
                        && !ProxyBypass.isLoopback(issuer.getHost()))
                .ifPresent(issuer -> warnings.add("RILL_OPENID_ISSUER is not https: whoever is on the way to it can "
                        + "sign in as anybody"));
        if (config.model().embeddingModel().isPresent()
                && config.embeddings().source() != RillConfig.Embeddings.Source.ENDPOINT) {
            warnings.add("OPENAI_EMBEDDING_MODEL is set and not used, since RILL_EMBEDDINGS is not endpoint");
        }
        return warnings;
    }
}
