package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Figures;
import dev.rill.http.TokenIssuer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.KeyFile;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is secret or private holds the word CANARY, and is looked for in everything that nobody asked to see. */
abstract class SecretsRow {
    private static final List<String> CHATTY = List.of("dev.rill", "io.helidon.webserver", "io.helidon.http",
            "io.helidon.common", "com.nimbusds", "com.openai", "org.jdbi", "org.sqlite", "com.zaxxer.hikari.pool",
            "org.apache.lucene.index", "sun.net.www.protocol.http");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"text, INFO", "json, INFO", "text, ALL", "json, ALL"})
    void areInNoLogMetricOrError(String format, String level, Figures figures) throws Exception {
        try (TokenIssuer issuer = TokenIssuer.start(); FakeModel model = FakeModel.start();
             ServerProcess server = ServerProcess.start(folder, settings(format, level, issuer, model))) {
            SecretTraffic traffic = new SecretTraffic(server.port(), model, issuer);
            traffic.run();
            String seen = traffic.seen();
            assertFalse(seen.contains("CANARY"), () -> around(seen));
            server.terminate();
            String log = server.log();
            assertTrue(log.lines().count() > traffic.requests(), "a line a request");
            traffic.secrets().forEach(secret -> assertFalse(log.contains(secret), () -> around(log)));
            figures.figure("log " + format + " at " + level + " looked through:", log.length() / 1024 + " KiB of "
                    + traffic.requests() + " requests");
        }
    }

    @Test
    void areNotPrintedByTheValuesThatHoldThem(Figures figures) throws Exception {
        PrintedValues printed = new PrintedValues();
        assertEquals("", String.join("\n", printed.telling()));
        figures.figure("kinds of values printed:", Integer.toString(printed.count()));
    }

    private Map<String, String> settings(String format, String level, TokenIssuer issuer, FakeModel model)
            throws Exception {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("guide.md"), "# Guide\n\nThe handle of CANARY-DOCUMENT turns left.\n");
        Map<String, String> settings = new HashMap<>(TestServer.withModel(model, issuer.settings()));
        settings.put("RILL_AUTH_KEYS", KeyFile.write(folder, "ann CANARY-BEARER", "root root-key admin").toString());
        settings.put("RILL_DOCUMENTS", documents.toString());
        settings.put("RILL_LOG_FORMAT", format);
        settings.put("RILL_RANKING", "model");
        settings.put("OPENAI_EMBEDDING_MODEL", "embed");
        settings.put("RILL_MODEL_GAP_TIMEOUT", "PT1S");
        settings.put("RILL_MAX_STREAMS_PER_USER", "1");
        StringBuilder logging = new StringBuilder("java.util.logging.ConsoleHandler.level=" + level + "\n");
        CHATTY.forEach(logger -> logging.append(logger).append(".level=").append(level).append('\n'));
        settings.put("JAVA_TOOL_OPTIONS", "-Djava.util.logging.config.file="
                + Files.writeString(folder.resolve("logging.properties"), logging));
        return settings;
    }

    private static String around(String text) {
        int at = text.indexOf("CANARY");
        return at < 0 ? "a token" : text.substring(Math.max(0, at - 1000), Math.min(text.length(), at + 200));
    }
}
