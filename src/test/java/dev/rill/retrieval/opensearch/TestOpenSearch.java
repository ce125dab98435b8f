package dev.rill.retrieval.opensearch;

import dev.rill.launch.Folders;
import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.vector.VectorMaker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real OpenSearch in a process of its own, one for all tests that ask for it, each of which has a name of its own in
 * it. Skips a test where the build has not said where its libraries are, and fails it in CI.
 */
public final class TestOpenSearch implements ExecutionCondition, ParameterResolver {
    private static final Path LIBRARIES = Path.of("target/opensearch.cp");
    private static final Path MAIN = Path.of("src/test/opensearch/OpenSearchMain.java");
    /** Each write is made durable, which a busy disk takes its time for. */
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String SAYS = "listens on ";

    /** The process; ended after the last test. */
    public static final class Server implements AutoCloseable {
        private final Process process;
        private final Path folder;
        private final int port;

        Server() throws IOException {
            folder = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "rill-opensearch")
                    : Files.createTempDirectory("rill-opensearch");
            process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--add-modules", "jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED", "-cp", Files.readString(LIBRARIES).strip(), MAIN.toString(),
                    folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            BufferedReader said = process.inputReader();
            String line = said.readLine();
            while (line != null && !line.startsWith(SAYS)) {
                line = said.readLine();
            }
            if (line == null) {
                throw new AssertionError("OpenSearch does not start");
            }
            port = Integer.parseInt(line.substring(SAYS.length()));
            Thread.ofVirtual().start(() -> said.lines().forEach(_ -> { }));
        }

        public int port() {
            return port;
        }

        /** With a name that no other test has. */
        public URI url() {
            return url(port);
        }

        /** The same behind another port. */
        public URI url(int other) {
            return URI.create("http://127.0.0.1:" + other + "/t" + UUID.randomUUID().toString().replace("-", ""));
        }

        /** An index of its own, fed by one server alone. */
        public IndexFixture fixture(Path folder) throws IOException {
            SearchAddress address = SearchAddress.of(url());
            return new IndexFixture(folder, source ->
                    new OpenSearchEngine(address, DocumentIndex.identity(source), true, Optional.empty()));
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().join();
            Folders.delete(folder);
        }
    }

    /** An index of one server alone that has vectors. */
    static IndexFixture fixture(Path folder, URI url, Embedder embedder) throws IOException {
        return new IndexFixture(folder, source -> new OpenSearchEngine(SearchAddress.of(url),
                DocumentIndex.identity(source), true, Optional.of(new VectorMaker(embedder, Optional.empty()))));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Files.exists(LIBRARIES)) {
            return ConditionEvaluationResult.enabled("a build has written " + LIBRARIES);
        }
        String reason = LIBRARIES + " is not there; a build writes it";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Server resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(TestOpenSearch.class)).computeIfAbsent(Server.class, _ -> {
            try {
                return new Server();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Server.class);
    }
}
