package dev.rill.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that can be set, checked. Immutable; any thread. */
public record RillConfig(Server server, Documents documents, Storage storage, Model model, Chat chat, Streams streams,
                         Limits limits, Auth auth, Log log) {

    /** @param allowedHosts what {@code Host} may say beside loopback names or the bound address */
    public record Server(String host, int port, List<String> corsOrigins, List<String> allowedHosts,
                         List<String> trustedProxies, Optional<Path> tlsKeystore, Optional<Secret> tlsPassword) {
    }

    /** @param folder the built-in manual where there is none */
    public record Documents(Optional<Path> folder) {
    }

    /**
     * @param databaseUrl may hold a password, so {@link #toString} leaves it out
     * @param retention   threads without activity for so long are deleted
     */
    public record Storage(Path data, Optional<String> databaseUrl, Optional<Duration> retention) {

        @Override
        public String toString() {
            return "Storage[data=" + data + ", databaseUrl=" + databaseUrl.map(Secret::new) + ", retention=" + retention
                    + "]";
        }
    }

    public record Model(Optional<Secret> apiKey, Optional<URI> baseUrl, Optional<String> name,
                        Optional<String> embeddingModel, Duration connectTimeout, Duration firstTokenTimeout,
                        Duration gapTimeout, Duration totalTimeout) {

        /** Whether a model server is configured; the extractive answerer answers where none is. */
        public boolean configured() {
            return apiKey.isPresent() || baseUrl.isPresent();
        }
    }

    public record Chat(Search search, Ranking ranking, int historyTokens, int maxMessageChars,
                       int maxSystemMessageChars) {
        public enum Search { TOOL, ALWAYS }

        public enum Ranking { FUSION, MODEL }
    }

    public record Streams(Duration keepAlive, Duration writeStallTimeout, Duration staleAfter, Duration drainTimeout,
                          Duration resumeFor, long resumeBytes, long resumeTotalBytes, int maxStreams,
                          int maxStreamsPerUser) {
    }

    /** @param rateLimit requests a minute for a user or address */
    public record Limits(long maxBodyBytes, OptionalLong rateLimit, OptionalLong tokensPerDay) {
    }

    /** @param sessionFor how long somebody who signed in at the page stays so */
    public record Auth(boolean none, Optional<Path> keys, Optional<URI> jwksUrl, Optional<String> issuer,
                       Optional<String> audience, Duration sessionFor) {

        /** Whether requests must name a user. */
        public boolean required() {
            return keys.isPresent() || jwksUrl.isPresent();
        }
    }

    public record Log(Format format) {
        public enum Format { TEXT, JSON }
    }
}
