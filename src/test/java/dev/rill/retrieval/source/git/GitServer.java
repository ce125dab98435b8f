package dev.rill.retrieval.source.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/** A repository behind Git's own server program, git-http-backend, which wants a user's token. */
final class GitServer implements AutoCloseable {
    static final String TOKEN = "t0ken-of-nobody";

    private final Path base;
    private final Path work;
    private HttpServer server;
    private int port;

    GitServer(Path base) throws IOException {
        this.base = base;
        this.work = Files.createDirectories(base.resolve("work"));
        git(base, "init", "--bare", "--initial-branch=main", "docs.git");
        git(work, "init", "--initial-branch=main");
        git(work, "config", "user.name", "a");
        git(work, "config", "user.email", "a@example.org");
        git(work, "remote", "add", "origin", base.resolve("docs.git").toString());
        start();
    }

    static boolean available() {
        try {
            return new ProcessBuilder("git", "http-backend").redirectErrorStream(true).start().waitFor() >= 0
                    && Files.exists(Path.of("/usr/lib/git-core/git-http-backend"));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/docs.git");
    }

    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        port = server.getAddress().getPort();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    /** Text at a path; null deletes. */
    GitServer write(String path, String text) throws IOException {
        Path file = work.resolve(path);
        Files.createDirectories(file.getParent());
        if (text == null) {
            Files.delete(file);
        } else {
            Files.writeString(file, text);
        }
        return this;
    }

    /** @return the id of the new commit */
    String push() throws IOException {
        git(work, "add", "-A");
        git(work, "commit", "-m", "more");
        git(work, "push", "--force", "origin", "HEAD:main");
        return head();
    }

    /** The last commit is another than it was, and what it stands on too. */
    String rewrite() throws IOException {
        git(work, "checkout", "--orphan", "other");
        git(work, "add", "-A");
        git(work, "commit", "-m", "anew");
        git(work, "push", "--force", "origin", "HEAD:main");
        return head();
    }

    private String head() throws IOException {
        return git(work, "rev-parse", "HEAD").strip();
    }

    private static String git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return said;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String expected = "Basic " + Base64.getEncoder().encodeToString(("git:" + TOKEN)
                    .getBytes(StandardCharsets.UTF_8));
            if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"docs\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            backend(exchange);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** RFC 3875. */
    private void backend(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", base.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("QUERY_STRING", String.valueOf(exchange.getRequestURI().getRawQuery()).replace("null", ""));
        environment.put("CONTENT_TYPE", header(exchange, "Content-Type"));
        environment.put("HTTP_CONTENT_ENCODING", header(exchange, "Content-Encoding"));
        environment.put("HTTP_GIT_PROTOCOL", header(exchange, "Git-Protocol"));
        Process process = builder.start();
        try (OutputStream out = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(out);
        }
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            int status = 200;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String name = line.substring(0, line.indexOf(':'));
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (name.toLowerCase(Locale.ROOT).equals("status")) {
                    status = Integer.parseInt(value.substring(0, 3));
                } else {
                    exchange.getResponseHeaders().set(name, value);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            in.transferTo(exchange.getResponseBody());
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        stop();
    }
}
