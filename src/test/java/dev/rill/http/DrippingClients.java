package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.connection.ConnectionDeadlines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Connections that send a request's head, or its body, a byte at a time, against deadlines that are a hundredth. */
public final class DrippingClients {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private DrippingClients() {
    }

    /** @return how long they took to be gone, all of them */
    public static Duration play(Path folder, int count) throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.start(folder, Map.of(),
                new ConnectionDeadlines.Limits(DEADLINE, DEADLINE))) {
            List<RawHttp> dripping = new ArrayList<>();
            long begun = System.nanoTime();
            Thread drip = null;
            try {
                for (int i = 0; i < count; i++) {
                    RawHttp http = new RawHttp(server.port());
                    dripping.add(http);
                    http.write(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: localhost\r\nX: " : "POST /chat HTTP/1.1\r\n"
                            + "Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n{");
                }
                drip = Thread.ofVirtual().name("drip").start(() -> drip(List.copyOf(dripping)));
                assertEquals(200, server.call("GET", "/threads").status());
                for (RawHttp http : dripping) {
                    assertTrue(http.closedByServer());
                }
                return Duration.ofNanos(System.nanoTime() - begun);
            } finally {
                if (drip != null) {
                    drip.interrupt();
                    drip.join();
                }
                for (RawHttp http : dripping) {
                    http.close();
                }
            }
        }
    }

    /** Goes round until all have been closed, or it is interrupted. */
    private static void drip(List<RawHttp> connections) {
        List<RawHttp> open = new ArrayList<>(connections);
        try {
            while (!open.isEmpty()) {
                open.removeIf(http -> !sent(http));
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            // the test is over
        }
    }

    private static boolean sent(RawHttp http) {
        try {
            http.write("x");
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
