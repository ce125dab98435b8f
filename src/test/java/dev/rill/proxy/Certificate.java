package dev.rill.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assertions;

/**
 * A certificate that nobody signed, as files that proxies read.
 *
 * @param file    the certificate (PEM)
 * @param key     its private key (PEM)
 * @param both    both in one file (PEM)
 * @param own     holds the key with the certificate
 * @param trusted holds the certificate
 */
public record Certificate(Path file, Path key, Path both, KeyStore own, KeyStore trusted) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param name that it is made out to, beside {@code localhost} and 127.0.0.1 */
    public static Certificate make(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "proxy", "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
                "SAN=DNS:" + name + ",DNS:localhost,IP:127.0.0.1", "-validity", "2", "-storetype", "PKCS12",
                "-keystore",
                store.toString(), "-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        Assertions.assertEquals(0, keytool.waitFor(), said);
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD);
        }
        String certificate = pem("CERTIFICATE", made.getCertificate("proxy").getEncoded());
        String key = pem("PRIVATE KEY", made.getKey("proxy", PASSWORD).getEncoded());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("proxy", made.getCertificate("proxy"));
        return new Certificate(Files.writeString(folder.resolve(name + ".crt"), certificate),
                Files.writeString(folder.resolve(name + ".key"), key),
                Files.writeString(folder.resolve(name + ".pem"), certificate + key), made, trusted);
    }

    /** Trusts this certificate and no other, and has its key. */
    public SSLContext context() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }
}
