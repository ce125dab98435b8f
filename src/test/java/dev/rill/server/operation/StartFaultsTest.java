package dev.rill.server.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.ServerLaunch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that cannot start prints: one sentence, and nothing of how it came about. */
class StartFaultsTest {
    private static final String DOCUMENTATION_ADDRESS = "192.0.2.1";

    @TempDir
    Path folder;

    @Test
    void aTakenPort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            assertEquals(List.of("Port " + port + " on 127.0.0.1 is taken by another program. PORT chooses another, "
                    + "0 a free one."), said(port, Map.of()));
        }
    }

    @Test
    void anAddressOfAnotherMachine() throws Exception {
        assertEquals(List.of("HOST is " + DOCUMENTATION_ADDRESS + ", which is no address of this machine."),
                said(0, Map.of("HOST", DOCUMENTATION_ADDRESS, "RILL_AUTH_NONE", "true")));
    }

    @Test
    void aKeyStoreThatIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("server.p12"), "bad");
        assertEquals(List.of("Rill cannot start: The TLS key store " + file + " cannot be read: it is no PKCS12 file."),
                said(0, Map.of("RILL_TLS_KEYSTORE", file.toString(), "RILL_TLS_PASSWORD", "x")));
    }

    @Test
    void aKeyFileWithAFault() throws Exception {
        Path file = Files.writeString(folder.resolve("keys.txt"), "ada nothex\n");
        List<String> said = said(0, Map.of("RILL_AUTH_KEYS", file.toString()));
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.getFirst().startsWith("Rill cannot start: Line 1 of the key file " + file), said::toString);
    }

    @Test
    void aDatabaseThatIsNotThere() throws Exception {
        List<String> said = said(0, Map.of("RILL_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + ServerLaunch.freePort() + "/rill?user=rill&password=canary"));
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.getFirst().startsWith("Rill cannot start: The database jdbc:postgresql://127.0.0.1:"),
                said::toString);
    }

    @Test
    void whoAsksForHelpIsToldTheVerbs() throws Exception {
        assertTrue(called("--help", 0).contains("backup FILE"));
        assertTrue(called("--version", 0).matches("Rill \\S+\n"));
        assertTrue(called("serve", 2).startsWith("There is no serve.\n\njava -jar rill.jar [VERB]\n"));
    }

    private String called(String argument, int code) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.rill.Main", argument)
                .directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(code, process.waitFor(), said);
        return said;
    }

    /** The lines but those that tell how the index fares, which is not at fault. */
    private List<String> said(int port, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of("HOST", "127.0.0.1"));
        all.putAll(settings);
        Path log = folder.resolve("log.txt");
        Process process = ServerLaunch.start(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), "dev.rill.Main"), folder, port, folder.resolve("data"),
                log, all);
        try {
            assertEquals(1, process.waitFor());
            return Files.readAllLines(log).stream().filter(line -> !line.contains(" INFO ")).toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
