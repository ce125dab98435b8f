package dev.rill.faults.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Figures;
import dev.rill.http.RawHttp;
import dev.rill.server.EventStream;
import dev.rill.server.ServerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A folder in which everything is that should not be served, and requests for it; the server has little memory. */
abstract class DocumentFolderRow {
    private static final String SECRET = "CANARY-OUTSIDE";
    private static final List<String> PATHS = List.of("../outside/secret.md", "%2e%2e/outside/secret.md",
            "%2e%2e%2foutside%2fsecret.md", "..%2foutside%2fsecret.md", "..%5coutside%5csecret.md",
            "%252e%252e/outside/secret.md", "..;/outside/secret.md", "sub/../../outside/secret.md", "%s/secret.md",
            "/%s/secret.md", "%%2f%s/secret.md", "/etc/passwd", "%2fetc%2fpasswd", "link.md", "folder/secret.md",
            ".hidden.md", ".git/config.md", "pipe.md", "device.md", "null.md", "huge.md", "guide.md%00", "guide.md/",
            "./guide.md", "sub/../guide.md");

    @TempDir
    private Path base;

    @Test
    void nothingButWhatIsInsideIsReadOrServed(Figures figures) throws Exception {
        Path root = furnish();
        long started = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(base, Map.of("RILL_DOCUMENTS", root.toString(),
                "JAVA_TOOL_OPTIONS", "-Xmx128m -XX:+UseSerialGC"))) {
            figures.since("ready with 128 MiB of memory, links, a pipe, devices and a 10 GiB file after", started);
            assertEquals(List.of("guide.md", "linked.md", "sub/deep.md"), documents(server));
            long slowest = 0;
            for (String path : PATHS) {
                long asked = System.nanoTime();
                RawHttp.Response response = RawHttp.call(server.port(), "GET", "/documents/"
                        + path.replace("%s", base.resolve("outside").toString().substring(1)).replace("%%", "%"));
                slowest = Math.max(slowest, System.nanoTime() - asked);
                assertTrue(response.status() == 404 || response.status() == 400, path + " " + response.text());
                assertFalse(response.text().contains(SECRET), path);
            }
            figures.took("slowest refusal of " + PATHS.size() + " paths", java.time.Duration.ofNanos(slowest));
            try (EventStream answer = EventStream.ask(server.port(), "t", "What is " + SECRET + "?")) {
                answer.rest();
                assertFalse(answer.raw().replace("What is " + SECRET, "").contains("said " + SECRET), answer.raw());
            }
            assertEquals(200, RawHttp.call(server.port(), "GET", "/documents/guide.md").status());
        }
    }

    private static List<String> documents(ServerProcess server) throws IOException {
        List<String> paths = new ArrayList<>();
        for (JsonNode document : RawHttp.call(server.port(), "GET", "/documents").json().get("documents")) {
            paths.add(document.get("path").stringValue());
        }
        return paths.stream().sorted().toList();
    }

    private Path furnish() throws Exception {
        Path root = Files.createDirectories(base.resolve("documents"));
        Path outside = Files.createDirectories(base.resolve("outside"));
        String secret = "# Outside\n\nThe pumpkin said " + SECRET + ".\n";
        Files.writeString(outside.resolve("secret.md"), secret);
        Files.writeString(root.resolve("guide.md"), "# Guide\n\nTurn the handle.\n");
        Files.writeString(Files.createDirectories(root.resolve("sub")).resolve("deep.md"), "# Deep\n\nTurn it back.\n");
        Files.writeString(root.resolve(".hidden.md"), secret);
        Files.writeString(Files.createDirectories(root.resolve(".git")).resolve("config.md"), secret);
        Files.writeString(Files.createDirectories(root.resolve(".data")).resolve("linked.md"), "# Linked\n\nInside.\n");
        Files.createSymbolicLink(root.resolve("linked.md"), Path.of(".data/linked.md"));
        Files.createSymbolicLink(root.resolve("link.md"), outside.resolve("secret.md"));
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("circle"), root);
        Files.createSymbolicLink(root.resolve("null.md"), Path.of("/dev/zero"));
        made("mkfifo", root.resolve("pipe.md").toString());
        made("mknod", root.resolve("device.md").toString(), "c", "1", "5");
        try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("huge.md").toFile(), "rw")) {
            sparse.setLength(10L << 30);
        }
        return root;
    }

    /** Not everybody may make a device; the other cases do not need it. */
    private static void made(String... command) throws Exception {
        new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
