package dev.rill.http.connection;

import dev.rill.config.Secret;
import io.helidon.common.tls.Tls;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The server's certificate, from a PKCS12 file, for {@link ModernTls}. A handshake is never begun anew within a
 * connection, which would cost a client nothing and the server a signature each time. Stateless.
 */
public final class ServerTls {
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";
    /** Of clients that keep no ticket. */
    private static final int MOST_SESSIONS = 1000;
    private static final int SESSION_SECONDS = 3600;

    private ServerTls() {
    }

    /**
     * Refuses handshakes that a client begins anew. The JDK reads it at the first use of TLS, be it a client's, and for
     * all of the process: there is no setting of one server's. So it is called before anything else.
     */
    public static void refuseRenegotiation() {
        System.setProperty(NO_RENEGOTIATION, "true");
    }

    /** @throws IllegalStateException in plain words when the file or the password is wrong */
    public static Tls load(Path keystore, Optional<Secret> password) {
        char[] secret = password.map(p -> p.reveal().toCharArray()).orElse(new char[0]);
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, secret);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, secret);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return Tls.builder().sslContext(new ModernTls(context).context()).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The TLS key store " + keystore + " cannot be read: " + why(e), e);
        }
    }

    private static String why(Exception e) {
        return e.getCause() instanceof UnrecoverableKeyException ? "RILL_TLS_PASSWORD is not its password."
                : e.getMessage() == null || e instanceof EOFException ? "it is no PKCS12 file."
                : e.getMessage();
    }
}
