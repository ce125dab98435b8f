package dev.rill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks the server of this machine whether it lives, for an image's {@code HEALTHCHECK}: {@code java -cp rill.jar
 * dev.rill.HealthCheck}, with the server's environment. Ends with 0 where it does and with 1 where not. It is run every
 * few seconds, so nothing is read but the JDK's base and this class.
 */
final class HealthCheck {
    private static final int MILLIS = 4000;
    private static final byte[] REQUEST = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final String HEALTHY = "HTTP/1.1 200 ";

    private HealthCheck() {
    }

    public static void main(String[] arguments) {
        System.exit(lives() ? 0 : 1);
    }

    private static boolean lives() {
        try (Socket connection = new Socket()) {
            int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
            connection.connect(new InetSocketAddress(host(), port), MILLIS);
            connection.setSoTimeout(MILLIS);
            Socket socket = System.getenv("RILL_TLS_KEYSTORE") == null ? connection : secured(connection, port);
            socket.getOutputStream().write(REQUEST);
            byte[] answer = socket.getInputStream().readNBytes(HEALTHY.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(HEALTHY);
        } catch (IOException | GeneralSecurityException | NumberFormatException e) {
            System.err.println(e);
            return false;
        }
    }

    private static InetAddress host() throws IOException {
        InetAddress host = InetAddress.getByName(System.getenv("HOST"));
        return host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    }

    /** Whatever its certificate: it is this machine's own server, and is told nothing. */
    private static Socket secured(Socket connection, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyServer()}, null);
        return context.getSocketFactory().createSocket(connection, "localhost", port, true);
    }

    private static final class AnyServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keys) {
            throw new UnsupportedOperationException("no server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keys) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
