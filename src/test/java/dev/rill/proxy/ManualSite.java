package dev.rill.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines that the manual shows for a proxy, in the site that a user would put them into. */
final class ManualSite {
    private static final Path PAGE = Path.of("src/main/resources/manual/reverse-proxies.md");
    static final String NAME = "chat.example.com";
    /** Where the second example of each proxy serves Rill. */
    static final String PATH = "/chat/";

    private ManualSite() {
    }

    /**
     * @param path {@code /} or {@link #PATH}
     * @param rill the port that Rill listens on
     */
    static String of(ProxyProgram program, String path, boolean tls, Certificate certificate, int rill, int port) {
        String lines = lines(program, path).replace("127.0.0.1:8080", "127.0.0.1:" + rill);
        return switch (program) {
            case NGINX -> "server {\nlisten 127.0.0.1:%d%s;\n%s}\n".formatted(port, tls ? " ssl" : "",
                    tls ? "ssl_certificate %s;\nssl_certificate_key %s;\n".formatted(certificate.file(),
                            certificate.key()) + lines : lines);
            case HAPROXY -> lines.lines().filter(line -> !line.contains(tls ? "bind :80" : "bind :443"))
                    .map(line -> line.replaceFirst("bind :(80|443)", "bind 127.0.0.1:" + port)
                            .replaceFirst("crt .*", "crt " + certificate.both()))
                    .collect(Collectors.joining("\n", "", "\n"));
            case APACHE -> "Listen 127.0.0.1:%1$d\n<VirtualHost *:%1$d>\n%2$s%3$s</VirtualHost>\n".formatted(port,
                    tls ? "SSLEngine on\nSSLCertificateFile %s\nSSLCertificateKeyFile %s\n".formatted(
                            certificate.file(), certificate.key()) : "", lines);
            case CADDY -> "{\nadmin off\nauto_https disable_redirects\n}\n" + bufferingRequests(lines)
                    .replaceFirst("^" + NAME + " \\{",
                    "%s://%s:%d {\nbind 127.0.0.1\n%s".formatted(tls ? "https" : "http", NAME, port,
                            tls ? "tls " + certificate.file() + " " + certificate.key() : ""));
        };
    }

    /** Caddy 2.6 closes its connection to the server where a request's body and its answer meet. */
    private static String bufferingRequests(String lines) {
        return lines.replaceFirst("(reverse_proxy \\S+)\n", "$1 {\nbuffer_requests\n}\n");
    }

    private static String lines(ProxyProgram program, String path) {
        String language = program.name().toLowerCase(Locale.ROOT);
        try {
            List<String> blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(PAGE)).results().map((MatchResult block) -> block.group(1)).toList();
            return blocks.get(path.equals("/") ? 0 : 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
