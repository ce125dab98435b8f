package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Key stores for HTTPS, made by the JDK's keytool. */
public final class TestKeystore {
    static final String PASSWORD = "changeit";

    private TestKeystore() {
    }

    public static Path ec(Path folder) throws IOException, InterruptedException {
        return make(folder.resolve("server.p12"), "-keyalg", "EC", "-groupname", "secp256r1");
    }

    static Path rsa(Path folder) throws IOException, InterruptedException {
        return make(folder.resolve("server-rsa.p12"), "-keyalg", "RSA", "-keysize", "2048");
    }

    public static Map<String, String> settings(Path keystore) {
        return Map.of("RILL_TLS_KEYSTORE", keystore.toString(), "RILL_TLS_PASSWORD", PASSWORD);
    }

    private static Path make(Path file, String... algorithm) throws IOException, InterruptedException {
        if (Files.notExists(file)) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
                    "rill",
                    "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype",
                    "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
            command.addAll(List.of(algorithm));
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            assertEquals(0, keytool.waitFor());
        }
        return file;
    }

    /** A client's context that trusts the certificate. */
    public static SSLContext trusting(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("rill"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
