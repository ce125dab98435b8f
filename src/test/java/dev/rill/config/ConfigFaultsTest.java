package dev.rill.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFaultsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("a.p12"), "");
        Files.writeString(folder.resolve("keys.txt"), "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HOST | ::g | an address or host name of this machine
            PORT | 65536 | a whole number from 0 to 65535
            PORT | -1 | a whole number from 0 to 65535
            PORT | http | a whole number from 0 to 65535
            RILL_PROTOCOLS | soap | rill or openai or aisdk or agui or langgraph or mcp
            RILL_SOURCES_IN_TEXT | mcp | completions or agui
            RILL_CORS_ORIGINS | chat.example.org | * or an origin such as https://chat.example.org
            RILL_CORS_ORIGINS | https://a.example/x | * or an origin such as https://chat.example.org
            RILL_ALLOWED_HOSTS | http://a.example | a host name or address, with or without a port
            RILL_TRUSTED_PROXIES | 10.0.0.0/33 | an address or a range such as 10.0.0.0/8
            RILL_TRUSTED_PROXIES | proxy | an address or a range such as 10.0.0.0/8
            RILL_TLS_KEYSTORE | missing.p12 | a file that can be read
            RILL_DOCUMENTS | missing | a folder that can be read
            RILL_DOCUMENTS | a.p12 | a folder that can be read
            RILL_DATA | a.p12 | a folder that can be written to
            RILL_RETENTION | 1s | a duration from PT1M to PT876000H, such as PT10S, 10s or 5m
            OPENAI_BASE_URL | localhost:11434 | an http or https URL without user name and fragment
            RILL_MODEL_CONNECT_TIMEOUT | 5 | a duration from PT0.001S to PT24H, such as PT10S, 10s or 5m
            RILL_MODEL_FIRST_TOKEN_TIMEOUT | PT0S | a duration from PT0.001S to PT24H, such as PT10S, 10s or 5m
            RILL_MODEL_GAP_TIMEOUT | -PT1S | a duration from PT0.001S to PT24H, such as PT10S, 10s or 5m
            RILL_MODEL_TOTAL_TIMEOUT | P2D | a duration from PT0.001S to PT24H, such as PT10S, 10s or 5m
            RILL_DRAIN_TIMEOUT | soon | a duration from PT0S to PT24H, such as PT10S, 10s or 5m
            RILL_SEARCH | never | tool or always
            RILL_RANKING | best | fusion or model
            RILL_HISTORY_TOKENS | -1 | a whole number from 0 to 10000000
            RILL_MAX_MESSAGE_CHARS | 0 | a whole number from 1 to 1000000
            RILL_RESUME_BYTES | 1 MB | a size from 0 to 1073741824 bytes, such as 65536, 64 KiB or 1 MiB
            RILL_RESUME_BYTES | 999999999999999 GiB | a size from 0 to 1073741824 bytes, such as 65536, 64 KiB or 1 MiB
            RILL_MAX_BODY_BYTES | 10 | a size from 1024 to 1073741824 bytes, such as 65536, 64 KiB or 1 MiB
            RILL_MAX_STREAMS | 0 | a whole number from 1 to 1000000
            RILL_RATE_LIMIT | 0 | a whole number from 1 to 1000000, or off
            RILL_CONNECTIONS_PER_ADDRESS | 0 | a whole number from 1 to 1000000, or off
            RILL_AUTH_NONE | yes | true or false
            RILL_AUTH_KEYS | missing | a file that can be read
            RILL_AUTH_JWKS_URL | file:///jwks | an http or https URL without user name and fragment
            RILL_PUBLIC_URL | https://chat.example/?a | an http or https URL without user name, query and fragment
            RILL_OPENID_SCOPES | openid pro"file | scopes, with a comma between two
            RILL_LOG_FORMAT | xml | text or json
            """)
    void aValueOutOfRangeIsAnErrorThatNamesItAndWhatIsAllowed(String variable, String value, String allowed) {
        assertEquals(List.of(variable + " is \"" + value + "\"; allowed is " + allowed),
                errors(Map.of(variable, value)));
    }

    @Test
    void aDatabaseUrlOfAnotherKindIsRefusedWithoutRepeatingIt() {
        assertEquals(
                List.of("RILL_DATABASE_URL holds something else; allowed is a URL that starts with jdbc:postgresql:, "
                        + "postgresql:// or postgres://"),
                errors(Map.of("RILL_DATABASE_URL", "mysql://rill:canary@db/rill")));
    }

    @Test
    void replicasNeedADatabaseThatTheyCanShare() {
        assertEquals(List.of("RILL_REPLICAS is true, and RILL_DATABASE_URL names no PostgreSQL that servers could "
                + "share"), errors(Map.of("RILL_REPLICAS", "true")));
    }

    @Test
    void copiesAreForServersThatShareADatabase() {
        assertEquals(List.of("RILL_REDIS_URL is set, and RILL_REPLICAS is not true: one server alone needs no copies"),
                errors(Map.of("RILL_REDIS_URL", "redis://redis:6379")));
    }

    @Test
    void aUrlWithAPasswordIsRefusedWithoutRepeatingIt() {
        assertEquals(List.of("OPENAI_BASE_URL is \"http://***@host/v1\"; allowed is an http or https URL without user"
                + " name and fragment"), errors(Map.of("OPENAI_BASE_URL", "http://rill:can@ary@host/v1")));
    }

    @Test
    void aWrongValueInTheFileIsNamedWithItsLine() throws IOException {
        file("server:\n  port: 99999\nchat:\n  ranking: [fusion, model]\n");
        assertEquals(List.of(
                "server.port (application.yaml line 2) is \"99999\"; allowed is a whole number from 0 to 65535",
                "chat.ranking (application.yaml line 4) is a list; allowed is fusion or model"), errors(Map.of()));
    }

    @Test
    void unknownKeysAreErrorsThatSayWhatIsAllowed() throws IOException {
        file("server:\n  prot: 80\nlog:\n  level: debug\nlogging:\n  x: 1\ndocuments: here\n");
        assertEquals(List.of(
                "application.yaml line 2: unknown key server.prot; allowed in server are allowed-hosts, cors-origins, "
                        + "host, port, protocols, public-url, sources-in-text, tls-keystore, tls-password, "
                        + "trusted-proxies",
                "application.yaml line 4: unknown key log.level; allowed in log are format",
                "application.yaml line 5: unknown key logging; allowed are auth, chat, documents, embeddings, "
                + "limits, log, model, network, openid, "
                        + "replicas, rerank, server, storage, streams, uploads, sources",
                "application.yaml line 7: documents must hold keys: folder, readers"), errors(Map.of()));
    }

    @Test
    void allFaultsOfFileAndEnvironmentAreReportedAtOnce() throws IOException {
        file("server:\n  prot: 80\n  port: x\n");
        List<String> errors = errors(Map.of("RILL_SEARCH", "x", "RILL_RANKING", "x", "RILL_AUTH_NONE", "x"));
        assertEquals(5, errors.size(), errors::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server: [1, 2 | application.yaml line 1 is not YAML
            - a           | application.yaml line 1 must hold sections: auth, chat, documents, embeddings, limits, log, model
            a: 1\\n--- {}  | application.yaml line 2 is not YAML
            """)
    void aFileThatIsNoYamlOfSectionsIsAnError(String text, String start) throws IOException {
        file(text.replace("\\n", "\n"));
        List<String> errors = errors(Map.of());
        assertEquals(1, errors.size());
        assertTrue(errors.getFirst().startsWith(start), errors::toString);
    }

    @Test
    void aKeyThatIsThereTwiceIsAnError() throws IOException {
        file("server:\n  port: 1\n  port: 2\n");
        assertEquals(List.of("server.port (application.yaml line 3) is there twice"), errors(Map.of()));
    }

    @Test
    void rillConfigNamesAnotherFile() throws IOException {
        file("server:\n  port: 1\n");
        Files.writeString(folder.resolve("other.yaml"), "server:\n  port: 2\n");
        assertEquals(2, loaded(Map.of("RILL_CONFIG", "other.yaml")).config().server().port());
        assertEquals(List.of("RILL_CONFIG missing.yaml cannot be read; it must be a YAML file in UTF-8"),
                errors(Map.of("RILL_CONFIG", "missing.yaml")));
    }

    @Test
    void anAddressThatOthersReachNeedsAuthenticationOrAnExplicitNone() {
        assertEquals(List.of("HOST is 0.0.0.0, which other machines reach, and nobody is asked for a key: set "
                        + "RILL_AUTH_KEYS, RILL_AUTH_JWKS_URL or RILL_OPENID_ISSUER, or RILL_AUTH_NONE=true if "
                        + "everybody may use it"),
                errors(Map.of("HOST", "0.0.0.0")));
        assertEquals(1, errors(Map.of("HOST", "::")).size());
        loaded(Map.of("HOST", "0.0.0.0", "RILL_AUTH_KEYS", "keys.txt"));
        loaded(Map.of("HOST", "0.0.0.0", "RILL_AUTH_JWKS_URL", "https://id.example.org/jwks"));
        loaded(Map.of("HOST", "0.0.0.0", "RILL_OPENID_ISSUER", "https://id.example.org",
                "RILL_OPENID_CLIENT_ID", "r"));
        loaded(Map.of("HOST", "0.0.0.0", "RILL_AUTH_NONE", "true"));
        loaded(Map.of("HOST", "localhost"));
        loaded(Map.of("HOST", "::1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RILL_AUTH_NONE=true RILL_AUTH_KEYS=keys.txt | choose one
            RILL_AUTH_ISSUER=x                          | need RILL_AUTH_JWKS_URL
            RILL_AUTH_AUDIENCE=x                        | need RILL_AUTH_JWKS_URL
            RILL_OPENID_ISSUER=https://id.example.org   | need each other
            RILL_OPENID_CLIENT_SECRET=x                 | needs both
            RILL_OPENID_SCOPES=profile                  | lacks openid
            RILL_TLS_PASSWORD=x                         | need each other
            RILL_TLS_KEYSTORE=a.p12                     | need each other
            OPENAI_MODEL=x                              | set OPENAI_API_KEY for OpenAI, or OPENAI_BASE_URL
            RILL_EMBEDDINGS=endpoint                    | OPENAI_EMBEDDING_MODEL names no model
            RILL_EMBEDDINGS=elsewhere                   | builtin or endpoint or off
            RILL_EMBEDDINGS=off RILL_EMBEDDINGS_MODEL=. | RILL_EMBEDDINGS=builtin
            OPENAI_EMBEDDING_MODEL=x                    | set OPENAI_API_KEY for OpenAI, or OPENAI_BASE_URL
            RILL_RERANK_URL=http://a/ RILL_RANKING=model | choose one
            RILL_RERANK_FOLDER=. RILL_RANKING=model     | choose one
            RILL_RERANK_FOLDER=. RILL_RERANK_URL=http://a/ | choose one
            RILL_RERANK_MODEL=x                         | need RILL_RERANK_URL
            RILL_RERANK_API_KEY=x                       | need RILL_RERANK_URL
            RILL_RESUME_TOTAL_BYTES=1000                | must not exceed RILL_RESUME_TOTAL_BYTES
            """)
    void contradictionsAreErrors(String environment, String part) {
        List<String> errors = errors(Arrays.stream(environment.split(" ")).map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.getFirst().contains(part), errors::toString);
    }

    @Test
    void anUnknownRillVariableIsAWarning() {
        assertEquals(List.of("RILL_PORT is set and means nothing to Rill"),
                loaded(Map.of("RILL_PORT", "tcp://10.0.0.1:80", "HOME", "/", "RILL_SEARCH", "tool")).warnings());
    }

    @Test
    void aTokenIssuerWithoutAudienceIsAWarning() {
        assertEquals(
                List.of("RILL_AUTH_AUDIENCE is not set: a token that was made for another service opens this one too"),
                loaded(Map.of("RILL_AUTH_JWKS_URL", "https://id.example.org/jwks")).warnings());
    }

    @Test
    void aProviderWithoutTlsIsAWarningUnlessItIsOnThisMachine() {
        assertEquals(List.of("RILL_OPENID_ISSUER is not https: whoever is on the way to it can sign in as anybody"),
                loaded(Map.of("RILL_OPENID_ISSUER", "http://id.example", "RILL_OPENID_CLIENT_ID", "r")).warnings());
        assertEquals(List.of(), loaded(Map.of("RILL_OPENID_ISSUER", "http://localhost:9000",
                "RILL_OPENID_CLIENT_ID", "r")).warnings());
    }

    @Test
    void secretsPrintAsStars() {
        String printed = loaded(Map.of("OPENAI_API_KEY", "canary", "RILL_OPENID_ISSUER", "https://id.example",
                "RILL_OPENID_CLIENT_ID", "r", "RILL_OPENID_CLIENT_SECRET", "canary", "RILL_TLS_PASSWORD", "canary",
                "RILL_TLS_KEYSTORE", "a.p12", "RILL_DATABASE_URL", "jdbc:postgresql://db/rill?password=canary"))
                .toString();
        assertFalse(printed.contains("canary"), printed);
        Stream.of("apiKey", "tlsPassword", "databaseUrl", "clientSecret")
                .forEach(name -> assertTrue(printed.contains(name + "=Optional[***]"), name + " in " + printed));
    }

    private LoadedConfig.Loaded loaded(Map<String, String> environment) {
        LoadedConfig result = ConfigLoader.load(environment, folder);
        return assertInstanceOf(LoadedConfig.Loaded.class, result, result::toString);
    }

    private List<String> errors(Map<String, String> environment) {
        LoadedConfig result = ConfigLoader.load(environment, folder);
        return assertInstanceOf(LoadedConfig.Invalid.class, result, result::toString).errors();
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("application.yaml"), text);
    }
}
