package dev.rill.config;

import dev.rill.rights.ReaderRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that can be set, by both its names. The defaults are in {@code application.yaml}. */
final class Settings {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long GIB = 1L << 30;

    static final Setting<String> HOST = new Setting<>("server.host", "HOST", Kind.listenAddress());
    static final Setting<Integer> PORT = new Setting<>("server.port", "PORT", Kind.integer(0, 65535));
    static final Setting<String> CORS_ORIGINS =
            new Setting<>("server.cors-origins", "RILL_CORS_ORIGINS", Kind.origin());
    static final Setting<String> ALLOWED_HOSTS =
            new Setting<>("server.allowed-hosts", "RILL_ALLOWED_HOSTS", Kind.hostName());
    static final Setting<String> TRUSTED_PROXIES =
            new Setting<>("server.trusted-proxies", "RILL_TRUSTED_PROXIES", Kind.addressRange());
    static final Setting<Path> TLS_KEYSTORE =
            new Setting<>("server.tls-keystore", "RILL_TLS_KEYSTORE", Kind.readableFile());
    static final Setting<Secret> TLS_PASSWORD =
            new Setting<>("server.tls-password", "RILL_TLS_PASSWORD", Kind.secret());
    static final Setting<URI> PUBLIC_URL = new Setting<>("server.public-url", "RILL_PUBLIC_URL", Kind.baseUrl());
    static final Setting<RillConfig.Server.Protocol> PROTOCOLS =
            new Setting<>("server.protocols", "RILL_PROTOCOLS", Kind.oneOf(RillConfig.Server.Protocol.class));
    static final Setting<RillConfig.Server.TextForm> SOURCES_IN_TEXT = new Setting<>("server.sources-in-text",
            "RILL_SOURCES_IN_TEXT", Kind.oneOf(RillConfig.Server.TextForm.class));

    static final Setting<Path> DOCUMENTS = new Setting<>("documents.folder", "RILL_DOCUMENTS", Kind.readableFolder());
    static final Setting<ReaderRule> READERS =
            new Setting<>("documents.readers", "RILL_DOCUMENTS_READERS", Kind.readerRule());

    static final Setting<Boolean> UPLOADS = new Setting<>("uploads.enabled", "RILL_UPLOADS", Kind.flag());
    static final Setting<Long> UPLOAD_FILE_BYTES =
            new Setting<>("uploads.max-file-bytes", "RILL_UPLOAD_MAX_FILE_BYTES", Kind.size(1024, 40L << 20));
    static final Setting<Integer> UPLOAD_FILES =
            new Setting<>("uploads.max-files-per-user", "RILL_UPLOAD_MAX_FILES_PER_USER", Kind.integer(1, 1_000_000));
    static final Setting<Long> UPLOAD_USER_BYTES =
            new Setting<>("uploads.max-bytes-per-user", "RILL_UPLOAD_MAX_BYTES_PER_USER", Kind.size(1024, 1024 * GIB));
    static final Setting<String> UPLOAD_SCAN_COMMAND =
            new Setting<>("uploads.scan-command", "RILL_UPLOAD_SCAN_COMMAND", Kind.text());
    static final Setting<Duration> UPLOAD_SCAN_TIMEOUT =
            new Setting<>("uploads.scan-timeout", "RILL_UPLOAD_SCAN_TIMEOUT", Kind.duration(MILLISECOND, DAY));

    static final Setting<RillConfig.Embeddings.Source> EMBEDDINGS =
            new Setting<>("embeddings.source", "RILL_EMBEDDINGS", Kind.oneOf(RillConfig.Embeddings.Source.class));
    static final Setting<Path> EMBEDDINGS_MODEL =
            new Setting<>("embeddings.model", "RILL_EMBEDDINGS_MODEL", Kind.readableFolder());

    static final Setting<Path> DATA = new Setting<>("storage.data", "RILL_DATA", Kind.writableFolder());
    static final Setting<String> DATABASE_URL =
            new Setting<>("storage.database-url", "RILL_DATABASE_URL", Kind.postgresUrl());
    static final Setting<URI> SEARCH_URL = new Setting<>("storage.search-url", "RILL_SEARCH_URL", Kind.searchUrl());
    static final Setting<Duration> RETENTION = new Setting<>("storage.retention", "RILL_RETENTION",
            Kind.duration(Duration.ofMinutes(1), Duration.ofDays(36_500)));

    static final Setting<Boolean> REPLICAS = new Setting<>("replicas.enabled", "RILL_REPLICAS", Kind.flag());
    static final Setting<String> REPLICA_NAME = new Setting<>("replicas.name", "RILL_REPLICA_NAME", Kind.text());
    static final Setting<URI> REDIS_URL = new Setting<>("replicas.redis-url", "RILL_REDIS_URL", Kind.redisUrl());

    static final Setting<Secret> API_KEY = new Setting<>("model.api-key", "OPENAI_API_KEY", Kind.secret());
    static final Setting<URI> BASE_URL = new Setting<>("model.base-url", "OPENAI_BASE_URL", Kind.url());
    static final Setting<String> MODEL = new Setting<>("model.name", "OPENAI_MODEL", Kind.text());
    static final Setting<String> EMBEDDING_MODEL =
            new Setting<>("model.embedding-model", "OPENAI_EMBEDDING_MODEL", Kind.text());
    static final Setting<Duration> CONNECT_TIMEOUT =
            new Setting<>("model.connect-timeout", "RILL_MODEL_CONNECT_TIMEOUT", Kind.duration(MILLISECOND, DAY));
    static final Setting<Duration> FIRST_TOKEN_TIMEOUT =
            new Setting<>("model.first-token-timeout", "RILL_MODEL_FIRST_TOKEN_TIMEOUT",
                    Kind.duration(MILLISECOND, DAY));
    static final Setting<Duration> GAP_TIMEOUT =
            new Setting<>("model.gap-timeout", "RILL_MODEL_GAP_TIMEOUT", Kind.duration(MILLISECOND, DAY));
    static final Setting<Duration> TOTAL_TIMEOUT =
            new Setting<>("model.total-timeout", "RILL_MODEL_TOTAL_TIMEOUT", Kind.duration(MILLISECOND, DAY));

    static final Setting<RillConfig.Chat.Search> SEARCH =
            new Setting<>("chat.search", "RILL_SEARCH", Kind.oneOf(RillConfig.Chat.Search.class));
    static final Setting<Integer> SEARCH_ROUNDS =
            new Setting<>("chat.search-rounds", "RILL_SEARCH_ROUNDS", Kind.integer(1, 100));
    static final Setting<Integer> SEARCH_TOKENS =
            new Setting<>("chat.search-tokens", "RILL_SEARCH_TOKENS", Kind.integer(1, 10_000_000));
    static final Setting<RillConfig.Chat.Ranking> RANKING =
            new Setting<>("chat.ranking", "RILL_RANKING", Kind.oneOf(RillConfig.Chat.Ranking.class));
    static final Setting<Path> RERANK_FOLDER =
            new Setting<>("rerank.folder", "RILL_RERANK_FOLDER", Kind.readableFolder());
    static final Setting<URI> RERANK_URL = new Setting<>("rerank.url", "RILL_RERANK_URL", Kind.url());
    static final Setting<String> RERANK_MODEL = new Setting<>("rerank.model", "RILL_RERANK_MODEL", Kind.text());
    static final Setting<Secret> RERANK_KEY = new Setting<>("rerank.api-key", "RILL_RERANK_API_KEY", Kind.secret());
    static final Setting<Duration> RERANK_TIMEOUT =
            new Setting<>("rerank.timeout", "RILL_RERANK_TIMEOUT", Kind.duration(MILLISECOND, DAY));

    static final Setting<Integer> HISTORY_TOKENS =
            new Setting<>("chat.history-tokens", "RILL_HISTORY_TOKENS", Kind.integer(0, 10_000_000));
    static final Setting<Integer> MAX_MESSAGE_CHARS =
            new Setting<>("chat.max-message-chars", "RILL_MAX_MESSAGE_CHARS", Kind.integer(1, 1_000_000));
    static final Setting<Integer> MAX_SYSTEM_MESSAGE_CHARS =
            new Setting<>("chat.max-system-message-chars", "RILL_MAX_SYSTEM_MESSAGE_CHARS", Kind.integer(1, 1_000_000));

    static final Setting<Duration> KEEP_ALIVE =
            new Setting<>("streams.keep-alive", "RILL_KEEP_ALIVE", Kind.duration(MILLISECOND, DAY));
    static final Setting<Duration> WRITE_STALL_TIMEOUT =
            new Setting<>("streams.write-stall-timeout", "RILL_WRITE_STALL_TIMEOUT", Kind.duration(MILLISECOND, DAY));
    static final Setting<Duration> STALE_AFTER =
            new Setting<>("streams.stale-after", "RILL_STALE_AFTER", Kind.duration(MILLISECOND, DAY));
    static final Setting<Duration> DRAIN_TIMEOUT =
            new Setting<>("streams.drain-timeout", "RILL_DRAIN_TIMEOUT", Kind.duration(Duration.ZERO, DAY));
    static final Setting<Duration> RESUME_FOR =
            new Setting<>("streams.resume-for", "RILL_RESUME_FOR", Kind.duration(Duration.ZERO, DAY));
    static final Setting<Long> RESUME_BYTES =
            new Setting<>("streams.resume-bytes", "RILL_RESUME_BYTES", Kind.size(0, GIB));
    static final Setting<Long> RESUME_TOTAL_BYTES =
            new Setting<>("streams.resume-total-bytes", "RILL_RESUME_TOTAL_BYTES", Kind.size(0, 1024 * GIB));
    static final Setting<Integer> MAX_STREAMS =
            new Setting<>("streams.max-streams", "RILL_MAX_STREAMS", Kind.integer(1, 1_000_000));
    static final Setting<Integer> MAX_STREAMS_PER_USER =
            new Setting<>("streams.max-streams-per-user", "RILL_MAX_STREAMS_PER_USER", Kind.integer(1, 1_000_000));

    static final Setting<Long> MAX_BODY_BYTES =
            new Setting<>("limits.max-body-bytes", "RILL_MAX_BODY_BYTES", Kind.size(1024, GIB));
    static final Setting<OptionalLong> RATE_LIMIT =
            new Setting<>("limits.rate-limit", "RILL_RATE_LIMIT", Kind.limit(1_000_000));
    static final Setting<OptionalLong> CONNECTIONS_PER_ADDRESS =
            new Setting<>("limits.connections-per-address", "RILL_CONNECTIONS_PER_ADDRESS", Kind.limit(1_000_000));
    static final Setting<OptionalLong> TOKENS_PER_DAY =
            new Setting<>("limits.tokens-per-day", "RILL_TOKENS_PER_DAY", Kind.limit(1_000_000_000_000L));

    static final Setting<Boolean> AUTH_NONE = new Setting<>("auth.none", "RILL_AUTH_NONE", Kind.flag());
    static final Setting<Path> AUTH_KEYS = new Setting<>("auth.keys", "RILL_AUTH_KEYS", Kind.readableFile());
    static final Setting<URI> AUTH_JWKS_URL = new Setting<>("auth.jwks-url", "RILL_AUTH_JWKS_URL", Kind.url());
    static final Setting<String> AUTH_ISSUER = new Setting<>("auth.issuer", "RILL_AUTH_ISSUER", Kind.text());
    static final Setting<String> AUTH_AUDIENCE = new Setting<>("auth.audience", "RILL_AUTH_AUDIENCE", Kind.text());
    static final Setting<String> AUTH_GROUPS_CLAIM =
            new Setting<>("auth.groups-claim", "RILL_AUTH_GROUPS_CLAIM", Kind.text());

    static final Setting<Duration> SESSION_FOR =
            new Setting<>("auth.session-for", "RILL_SESSION_FOR",
                    Kind.duration(Duration.ofMinutes(1), Duration.ofDays(365)));
    static final Setting<URI> OPENID_ISSUER = new Setting<>("openid.issuer", "RILL_OPENID_ISSUER", Kind.baseUrl());
    static final Setting<String> OPENID_CLIENT_ID =
            new Setting<>("openid.client-id", "RILL_OPENID_CLIENT_ID", Kind.text());
    static final Setting<Secret> OPENID_CLIENT_SECRET =
            new Setting<>("openid.client-secret", "RILL_OPENID_CLIENT_SECRET", Kind.secret());
    static final Setting<String> OPENID_SCOPES =
            new Setting<>("openid.scopes", "RILL_OPENID_SCOPES", Kind.scope());
    static final Setting<String> OPENID_NAME = new Setting<>("openid.name", "RILL_OPENID_NAME", Kind.text());
    static final Setting<String> OPENID_USER_CLAIM =
            new Setting<>("openid.user-claim", "RILL_OPENID_USER_CLAIM", Kind.text());

    static final Setting<Optional<HttpProxy>> PROXY = new Setting<>("network.proxy", "RILL_PROXY", Kind.proxy());
    static final Setting<String> NO_PROXY =
            new Setting<>("network.no-proxy", "RILL_NO_PROXY", Kind.text());

    static final Setting<RillConfig.Log.Format> LOG_FORMAT =
            new Setting<>("log.format", "RILL_LOG_FORMAT", Kind.oneOf(RillConfig.Log.Format.class));

    /** Names a file, so it cannot be in one. */
    static final String CONFIG_VARIABLE = "RILL_CONFIG";

    static final List<Setting<?>> ALL = List.of(HOST, PORT, CORS_ORIGINS, ALLOWED_HOSTS, TRUSTED_PROXIES, TLS_KEYSTORE,
            TLS_PASSWORD, PUBLIC_URL, PROTOCOLS, SOURCES_IN_TEXT,
            DOCUMENTS, READERS, UPLOADS, UPLOAD_FILE_BYTES, UPLOAD_FILES, UPLOAD_USER_BYTES, UPLOAD_SCAN_COMMAND,
            UPLOAD_SCAN_TIMEOUT, EMBEDDINGS, EMBEDDINGS_MODEL, DATA, DATABASE_URL, SEARCH_URL, RETENTION,
            REPLICAS, REPLICA_NAME, REDIS_URL, API_KEY,
            BASE_URL, MODEL,
            EMBEDDING_MODEL, CONNECT_TIMEOUT, FIRST_TOKEN_TIMEOUT, GAP_TIMEOUT, TOTAL_TIMEOUT, SEARCH, SEARCH_ROUNDS,
            SEARCH_TOKENS,
            RANKING, RERANK_FOLDER, RERANK_URL, RERANK_MODEL, RERANK_KEY, RERANK_TIMEOUT, HISTORY_TOKENS,
            MAX_MESSAGE_CHARS, MAX_SYSTEM_MESSAGE_CHARS, KEEP_ALIVE, WRITE_STALL_TIMEOUT, STALE_AFTER, DRAIN_TIMEOUT,
            RESUME_FOR, RESUME_BYTES, RESUME_TOTAL_BYTES, MAX_STREAMS, MAX_STREAMS_PER_USER, MAX_BODY_BYTES, RATE_LIMIT,
            CONNECTIONS_PER_ADDRESS, TOKENS_PER_DAY, AUTH_NONE, AUTH_KEYS, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE,
            AUTH_GROUPS_CLAIM, SESSION_FOR, OPENID_ISSUER, OPENID_CLIENT_ID, OPENID_CLIENT_SECRET, OPENID_SCOPES,
            OPENID_NAME, OPENID_USER_CLAIM, PROXY, NO_PROXY, LOG_FORMAT);

    private Settings() {
    }
}
