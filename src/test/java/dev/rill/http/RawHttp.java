package dev.rill.http;

import dev.rill.launch.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that sends exactly the bytes it is told to, over one connection. Closed by the test. */
public final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Responses responses;

    public RawHttp(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** @param socket connected, and closed with this */
    public RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(Guard.MILLIS);
        socket.setTcpNoDelay(true);
        in = new java.io.BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        responses = new Responses(in);
    }

    /** A response; header names in lower case. */
    public record Response(int status, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /** One request on a connection of its own. */
    public static Response call(int port, String method, String path, Map<String, String> headers, byte[] body)
            throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(method, path, headers, body);
            return http.receive(method.equals("HEAD"));
        }
    }

    public static Response call(int port, String method, String path) throws IOException {
        return call(port, method, path, Map.of(), null);
    }

    public static Response json(int port, String method, String path, String body) throws IOException {
        return call(port, method, path, Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds Host and Content-Length where they are not given. */
    public void send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (headers.keySet().stream().noneMatch("host"::equalsIgnoreCase)) {
            head.append("Host: localhost:").append(socket.getPort()).append("\r\n");
        }
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body != null && headers.keySet().stream().noneMatch(h -> h.equalsIgnoreCase("content-length")
                || h.equalsIgnoreCase("transfer-encoding"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            try {
                write(body);
            } catch (SocketException e) {
                // the server may answer and close before it has read all of it
            }
        }
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Each piece is a write of its own; the server may answer and close before the last. */
    public void writeInPieces(byte[] bytes, int length) throws IOException {
        try {
            for (int from = 0; from < bytes.length; from += length) {
                out.write(bytes, from, Math.min(length, bytes.length - from));
                out.flush();
            }
        } catch (SocketException e) {
            // it was answered and closed before
        }
    }

    /** Ends what is sent; answers may still come. */
    public void endOfInput() throws IOException {
        socket.shutdownOutput();
    }

    /** Waits for bytes, whatever they belong to, until these are among them; the next response can then not be read. */
    public void awaitText(String text) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after " + all);
            }
            all.append((char) next);
        }
    }

    /** Waits for one response. */
    public Response receive(boolean head) throws IOException {
        return responses.next(head);
    }

    public Response receive() throws IOException {
        return receive(false);
    }

    /** Whether the server closes the connection within the socket's time. */
    public boolean closedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Everything that comes until the server ends the connection. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether nothing more comes and the server has ended what it sends, without a reset. */
    public boolean endsCleanly() throws IOException {
        return in.read() < 0;
    }

    /** Sends until the server takes no more, because it has closed the connection and not only what it sends. */
    public boolean refusesMore() {
        try {
            while (true) {
                write("x".repeat(1024));
                Thread.sleep(5);
            }
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
