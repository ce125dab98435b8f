package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.launch.Guard;
import dev.rill.server.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which TLS is spoken, as Java and OpenSSL find it. */
class TlsPolicyTest {
    private static ServerFixture rsa;
    private static Path rsaStore;
    private static ServerFixture ec;
    /** What holds for a whole process needs one that has not used TLS before. */
    private static ServerProcess process;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        rsaStore = TestKeystore.rsa(folder);
        rsa = ServerFixture.start(folder.resolve("rsa"), TestKeystore.settings(rsaStore));
        ec = ServerFixture.start(folder.resolve("ec"), TestKeystore.settings(TestKeystore.ec(folder)));
        process = ServerProcess.start(folder, TestKeystore.settings(rsaStore));
    }

    @AfterAll
    static void stop() {
        rsa.close();
        ec.close();
        process.close();
    }

    @Test
    void aClientThatKnowsBothGetsTheNewerVersion() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
            socket.startHandshake();
            assertEquals("TLSv1.3", socket.getSession().getProtocol());
        }
    }

    @Test
    void aClientThatKnowsOnlyTheOlderVersionGetsAFreshKeyAndAuthenticatedEncryption() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            String suite = socket.getSession().getCipherSuite();
            assertTrue(suite.startsWith("TLS_ECDHE_") && (suite.contains("_GCM_") || suite.contains("_CHACHA20_")),
                    suite);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"})
    void anOlderSuiteIsRefused(String suite) throws Exception {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(SSLException.class, () -> {
                socket.setEnabledCipherSuites(new String[] {suite});
                socket.startHandshake();
            });
        } catch (IllegalArgumentException e) {
            assumeTrue(false, "this JDK does not know it");
        }
    }

    @Test
    void aClientCannotBeginTheHandshakeAnew() throws Exception {
        try (SSLSocket socket = connect(process.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            get(socket);
            assertThrows(IOException.class, () -> {
                socket.startHandshake();
                get(socket);
            });
        }
        assertEquals(200, healthStatus(process.port()), "others are served");
    }

    @Test
    void opensslGetsTheNewerVersionByItself() throws Exception {
        for (ServerFixture server : List.of(rsa, ec)) {
            String said = OpenSsl.connect(server.port(), "");
            assertTrue(said.contains("TLSv1.3"), said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2 -cipher AES128-GCM-SHA256:@SECLEVEL=0",
            "-tls1_2 -cipher AES256-SHA256:@SECLEVEL=0",
            "-tls1_2 -cipher AES128-SHA:@SECLEVEL=0", "-tls1_2 -cipher ECDHE-RSA-AES128-SHA:@SECLEVEL=0",
            "-tls1_2 -cipher ECDHE-RSA-AES256-SHA384:@SECLEVEL=0", "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0",
            "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA384:@SECLEVEL=0",
            "-tls1_2 -cipher DHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0", "-tls1_1 -cipher ALL:@SECLEVEL=0",
            "-tls1 -cipher ALL:@SECLEVEL=0"})
    void opensslIsRefusedWhatIsOld(String options) throws Exception {
        for (ServerFixture server : List.of(rsa, ec)) {
            String said = OpenSsl.connect(server.port(), options);
            assertTrue(said.contains("Cipher is (NONE)"), said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-RSA-CHACHA20-POLY1305"})
    void opensslGetsWhatIsGoodOfTheOlderVersion(String suite) throws Exception {
        String said = OpenSsl.connect(rsa.port(), "-tls1_2 -cipher " + suite);
        assertTrue(said.contains("Cipher is " + suite), said);
    }

    @Test
    @Timeout(Guard.TEST_SECONDS)
    void opensslCannotBeginTheHandshakeAnew() throws Exception {
        String get = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String said = OpenSsl.connect(process.port(), "-tls1_2", new Step("Extended master secret", get),
                new Step("HTTP/1.1 200", "R\n"), new Step("RENEGOTIATING", get));
        assertTrue(said.contains("RENEGOTIATING"), said);
        assertEquals(1, said.split("HTTP/1.1 200", -1).length - 1, said);
        assertEquals(200, healthStatus(process.port()), "others are served");
    }

    private static SSLSocket connect() throws Exception {
        return connect(rsa.port());
    }

    private static SSLSocket connect(int port) throws Exception {
        SSLSocket socket = (SSLSocket) TestKeystore.trusting(rsaStore).getSocketFactory()
                .createSocket("localhost", port);
        socket.setSoTimeout(Guard.MILLIS);
        return socket;
    }

    private static int healthStatus(int port) throws Exception {
        try (SSLSocket socket = connect(port)) {
            return get(socket);
        }
    }

    private static int get(SSLSocket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new Responses(socket.getInputStream()).next(false).status();
    }

    /** @param after what has to be seen before the text is sent */
    private record Step(String after, String text) {
    }

    /** The {@code openssl} of this machine. */
    private static final class OpenSsl {
        private OpenSsl() {
        }

        /** What it prints until it ends: by itself, or where it is to send nothing, for it has nothing to read. */
        static String connect(int port, String options, Step... steps) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "localhost:" + port));
            command.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
            Process process = start(command);
            StringBuilder said = new StringBuilder();
            try (InputStream out = process.getInputStream(); OutputStream in = process.getOutputStream()) {
                for (Step step : steps) {
                    int from = said.length();
                    for (int c = out.read(); c >= 0; c = out.read()) {
                        said.append((char) c);
                        if (c == step.after().charAt(step.after().length() - 1)
                                && said.indexOf(step.after(), from) >= 0) {
                            break;
                        }
                    }
                    send(in, step.text());
                }
                if (steps.length == 0) {
                    in.close();
                }
                return said.append(new String(out.readAllBytes(), StandardCharsets.ISO_8859_1)).toString();
            } finally {
                process.destroyForcibly();
            }
        }

        private static Process start(List<String> command) throws IOException {
            try {
                return new ProcessBuilder(command).redirectErrorStream(true).start();
            } catch (IOException e) {
                assumeTrue(System.getenv("CI") != null, "openssl is not installed");
                throw e;
            }
        }

        private static void send(OutputStream in, String text) {
            try {
                in.write(text.getBytes(StandardCharsets.ISO_8859_1));
                in.flush();
            } catch (IOException e) {
                // it has ended, because the server closed the connection
            }
        }
    }
}
