package dev.rill.page;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A site of somebody else's with one page, of another origin than the server. Closed by who made it. */
final class OtherSite implements AutoCloseable {
    private final HttpServer server;
    private volatile String html = "";

    OtherSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy",
                    "default-src 'none'; script-src http://127.0.0.1:*; connect-src http://127.0.0.1:*");
            exchange.getResponseHeaders().set("Cross-Origin-Embedder-Policy", "require-corp");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** As browsers send it. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What its page holds, beside a text of its own. */
    void holds(String body) {
        html = "<!doctype html><html lang=\"en\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<title>Somebody’s site</title><main><h1>Somebody’s site</h1><p>About things.</p></main>" + body;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
