package dev.rill.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents that the tests of the page ask about. */
final class Corpus {
    static final String STOPPING = """
            # Stopping an answer

            A running answer is stopped with `DELETE /chat/stream/{messageId}`.

            ## What happens

            The server interrupts the thread that reads from the model, closes the upstream connection and stores
            what was written so far. The stream then ends with one event, `cancelled`, and nothing follows it.

            - The partial text stays in the thread.
            - The monitor counts the stream as cancelled.
            - Stopping twice is harmless: the second request is answered with 200.

            ## When the client leaves

            A client that closes its connection stops the model too, unless it asked with `onDisconnect: continue`.
            Then the answer goes on, and can be watched again.
            """;
    private static final String LIMITS = """
            # Limits of streams

            A server runs 2,000 streams at a time and a known user four. Beyond that a stream is refused with 503 and
            the time after which to try again.

            ## Replay

            The event log of a stream is kept for five minutes after its end and holds one MiB at the most.
            """;
    private static final String RUNNING = """
            # Running the server

            One command starts the server. It listens on port 8080 of the loopback address.
            """;
    static final String HOSTILE = """
            # Hostile <img src=x onerror="window.hacked=1"> title

            Stopping hostile things: <script>window.hacked=1</script> <svg onload="window.hacked=1">
            [click](javascript:window.hacked=1) ![leak](https://evil.example/leak.png) </textarea></script>
            """;

    private Corpus() {
    }

    static void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("stopping.md"), STOPPING);
            Files.writeString(folder.resolve("limits.md"), LIMITS);
            Files.writeString(folder.resolve("running.md"), RUNNING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
