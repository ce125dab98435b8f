package dev.rill.cluster;

import dev.rill.proxy.ProxyProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that the manual has for a proxy in front of three servers, with the addresses of these. */
final class ManyServersSite {
    private static final Path PAGE = Path.of("src/main/resources/manual/many-machines.md");
    private static final int FIRST = 8081;

    private ManyServersSite() {
    }

    static String of(ProxyProgram program, int port, List<String> servers) {
        Matcher block = Pattern.compile("```" + program.name().toLowerCase(Locale.ROOT) + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page());
        if (!block.find()) {
            throw new AssertionError(PAGE + " has no lines for " + program);
        }
        String lines = block.group(1).replaceFirst("listen 80;", "listen 127.0.0.1:" + port + ";")
                .replaceFirst("bind :80\n", "bind 127.0.0.1:" + port + "\n");
        for (int i = 0; i < servers.size(); i++) {
            lines = lines.replace("127.0.0.1:" + (FIRST + i), servers.get(i));
        }
        return lines;
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
