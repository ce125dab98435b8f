package dev.rill.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Reverse proxies as Debian packages them, with what their packages put around a site's own lines. */
public enum ProxyProgram {
    NGINX("nginx", "nginx") {
        @Override
        List<String> command(Path folder, String config) {
            String paths = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                    .map(kind -> kind + "_temp_path " + folder.resolve(kind) + ";").collect(Collectors.joining("\n"));
            return List.of(executable(), "-e", folder.resolve("error.log").toString(), "-c", write(folder, """
                    daemon off;
                    worker_processes 1;
                    %s
                    pid %s/pid;
                    events { worker_connections 4096; }
                    http {
                    access_log off;
                    %s
                    %s
                    }
                    """.formatted(isRoot() ? "user root root;" : "", folder, paths, config)));
        }
    },

    HAPROXY("haproxy", "haproxy") {
        @Override
        List<String> command(Path folder, String config) {
            return List.of(executable(), "-db", "-f", write(folder, """
                    global
                        maxconn 4000
                    defaults
                        mode http
                        timeout connect 5000
                        timeout client 50000
                        timeout server 50000

                    """ + config));
        }
    },

    APACHE("apache2", "apache2") {
        private static final List<String> MODULES = List.of("mpm_event", "authn_core", "authn_file", "auth_basic",
                "authz_core", "authz_user", "alias", "proxy", "proxy_connect", "proxy_http", "headers", "rewrite",
                "setenvif", "socache_shmcb", "ssl");

        @Override
        List<String> command(Path folder, String config) {
            String modules = MODULES.stream()
                    .map(name -> "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so".formatted(name, name))
                    .collect(Collectors.joining("\n"));
            return List.of(executable(), "-D", "FOREGROUND", "-f", write(folder, """
                    ServerRoot %1$s
                    ServerName localhost
                    PidFile %1$s/pid
                    ErrorLog %1$s/error.log
                    Mutex file:%1$s default
                    %2$s
                    %3$s
                    %4$s
                    """.formatted(folder, modules, isRoot() ? "User www-data\nGroup www-data" : "", config)));
        }
    },

    CADDY("caddy", "caddy") {
        @Override
        List<String> command(Path folder, String config) {
            return List.of(executable(), "run", "--adapter", "caddyfile", "--config", write(folder, config));
        }
    };

    private static final List<String> FOLDERS =
            List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin");
    private final String executable;
    private final String debian;

    ProxyProgram(String executable, String debian) {
        this.executable = executable;
        this.debian = debian;
    }

    /**
     * How it is started so that it stays in the foreground.
     *
     * @param folder for all that it writes
     */
    abstract List<String> command(Path folder, String config);

    /** Skips the test that calls it where the program is not installed, and fails it in CI. */
    public void require() {
        if (installed().isEmpty()) {
            String reason = executable + " is not installed; the Debian package " + debian + " has it";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            Assumptions.abort(reason);
        }
    }

    final String executable() {
        return installed().orElseThrow().toString();
    }

    private Optional<Path> installed() {
        return FOLDERS.stream().map(folder -> Path.of(folder, executable)).filter(Files::isExecutable).findFirst();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String write(Path folder, String config) {
        try {
            return Files.writeString(folder.resolve("config"), config).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
