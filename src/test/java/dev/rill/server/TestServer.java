package dev.rill.server;

import dev.rill.MoreProtocols;
import dev.rill.Rill;
import dev.rill.config.ConfigLoader;
import dev.rill.config.LoadedConfig;
import dev.rill.config.RillConfig;
import dev.rill.model.fake.FakeModel;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The whole server, in this process, on a free port and in a folder of its own. Closed by the test. */
public final class TestServer implements AutoCloseable {
    private final Path folder;
    private final boolean ownsFolder;
    private final Rill rill;

    private TestServer(Path folder, boolean ownsFolder, Map<String, String> environment,
                       List<Function<ProtocolContext, Protocol>> more) {
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        this.rill = MoreProtocols.start(config(folder, environment), more);
    }

    /** With the extractive answerer, or what the settings say, in a fresh folder. */
    public static TestServer start(Map<String, String> environment) {
        return start(environment, List.of());
    }

    private static TestServer start(Map<String, String> environment, List<Function<ProtocolContext, Protocol>> more) {
        try {
            return new TestServer(Files.createTempDirectory("rill-test"), true, environment, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a fake model behind it. */
    public static TestServer start(FakeModel model, Map<String, String> environment) {
        return start(withModel(model, environment));
    }

    /** With a fake model behind it, speaking more protocols than its own. */
    public static TestServer start(FakeModel model, Map<String, String> environment,
                                   List<Function<ProtocolContext, Protocol>> more) {
        return start(withModel(model, environment), more);
    }

    /** In a folder that an earlier server used. */
    public static TestServer startIn(Path folder, Map<String, String> environment) {
        return new TestServer(folder, false, environment, List.of());
    }

    public static Map<String, String> withModel(FakeModel model, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("OPENAI_BASE_URL", model.baseUrl().toString(),
                "OPENAI_MODEL", "fake", "OPENAI_API_KEY", "CANARY-KEY"));
        all.putAll(environment);
        return all;
    }

    public static RillConfig config(Path folder, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("PORT", "0", "RILL_DATA", folder.resolve("data").toString()));
        if (!environment.containsKey("OPENAI_EMBEDDING_MODEL")) {
            all.put("RILL_EMBEDDINGS", "off"); // few tests need a model, and each server would load its own
        }
        all.putAll(environment);
        return switch (ConfigLoader.load(all, folder)) {
            case LoadedConfig.Loaded loaded -> loaded.config();
            case LoadedConfig.Invalid invalid -> throw new IllegalArgumentException(invalid.errors().toString());
        };
    }

    public int port() {
        return rill.port();
    }

    public Path folder() {
        return folder;
    }

    public Rill rill() {
        return rill;
    }

    @Override
    public void close() {
        rill.close();
        if (ownsFolder) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
