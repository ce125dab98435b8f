package dev.rill.retrieval.source.website;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks web servers for pages, one request a connection (RFC 9112). It connects to the very address that was found to be
 * allowed, which clients that resolve names themselves do not, follows no redirect and sends no cookie. Any thread.
 */
final class PageClient {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 15_000;
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final int LONGEST_HEAD = 64 * 1024;

    private final PublicAddresses addresses;
    private final int maxBytes;

    PageClient(PublicAddresses addresses, int maxBytes) {
        this.addresses = addresses;
        this.maxBytes = maxBytes;
    }

    /** @param conditions headers of the request beside those that are always sent */
    PageAnswer get(URI url, Map<String, String> conditions) throws IOException {
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String host = url.getHost().replaceAll("^\\[|]$", "");
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(addresses.of(host), port), CONNECT_MILLIS);
            plain.setSoTimeout(READ_MILLIS);
            try (Socket socket = tls ? secured(plain, host, port) : plain) {
                socket.getOutputStream().write(request(url, conditions).getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                return answer(new Input(new BufferedInputStream(socket.getInputStream()),
                        System.nanoTime() + WHOLE.toNanos()));
            }
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static String request(URI url, Map<String, String> conditions) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder request = new StringBuilder("GET ").append(path)
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery()).append(" HTTP/1.1\r\nHost: ")
                .append(url.getHost()).append(url.getPort() < 0 ? "" : ":" + url.getPort())
                .append("\r\nUser-Agent: Rill\r\nAccept: text/html, */*;q=0.5\r\nAccept-Encoding: identity\r\n")
                .append("Connection: close\r\n");
        conditions.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private PageAnswer answer(Input in) throws IOException {
        String[] start = in.line().split(" ", 3);
        if (start.length < 2 || !start[0].startsWith("HTTP/1.") || !start[1].matches("[1-9]\\d\\d")) {
            throw new IOException("no HTTP server answers");
        }
        int status = Integer.parseInt(start[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        if (status < 200) {
            return answer(in);
        }
        boolean none = status == 204 || status == 304;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean whole = none || body(in, headers, body);
        return new PageAnswer(status, headers, whole ? body.toByteArray() : new byte[0], !whole);
    }

    /** @return false where it is larger than it may be */
    private boolean body(Input in, Map<String, String> headers, ByteArrayOutputStream body) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).endsWith("chunked")) {
            while (true) {
                String size = in.line().split(";", 2)[0].strip();
                if (!size.matches("[0-9a-fA-F]{1,7}")) {
                    throw new IOException("a chunk has no size");
                }
                int length = Integer.parseInt(size, 16);
                if (length == 0) {
                    return true;
                }
                if (body.size() + (long) length > maxBytes) {
                    return false;
                }
                in.exactly(length, body);
                in.line();
            }
        }
        String length = headers.get("content-length");
        if (length == null) {
            return in.toEnd(maxBytes, body);
        }
        if (!length.matches("\\d{1,18}")) {
            throw new IOException("its length is none");
        }
        if (Long.parseLong(length) > maxBytes) {
            return false;
        }
        in.exactly(Integer.parseInt(length), body);
        return true;
    }

    /** What comes from a server, with a deadline for all of it: one that drips is no better than one that is silent. */
    private static final class Input {
        private final InputStream in;
        private final long deadline;
        private int head;

        Input(InputStream in, long deadline) {
            this.in = in;
            this.deadline = deadline;
        }

        private int read(byte[] bytes, int length) throws IOException {
            if (System.nanoTime() > deadline) {
                throw new SocketTimeoutException("it takes longer than " + WHOLE.toSeconds() + " s");
            }
            return in.read(bytes, 0, length);
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            byte[] one = new byte[1];
            while (true) {
                if (read(one, 1) < 0) {
                    throw new IOException("the connection ended before the answer");
                }
                if (one[0] == '\n') {
                    return line.toString().strip();
                }
                if (++head > LONGEST_HEAD) {
                    throw new IOException("its head is too long");
                }
                line.append((char) (one[0] & 0xFF));
            }
        }

        void exactly(int length, ByteArrayOutputStream to) throws IOException {
            byte[] buffer = new byte[8192];
            int left = length;
            while (left > 0) {
                int read = read(buffer, Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("the connection ended before the answer");
                }
                to.write(buffer, 0, read);
                left -= read;
            }
        }

        boolean toEnd(int most, ByteArrayOutputStream to) throws IOException {
            byte[] buffer = new byte[8192];
            for (int read = read(buffer, buffer.length); read >= 0; read = read(buffer, buffer.length)) {
                to.write(buffer, 0, read);
                if (to.size() > most) {
                    return false;
                }
            }
            return true;
        }
    }
}
