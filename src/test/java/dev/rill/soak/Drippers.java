package dev.rill.soak;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A thousand connections that send a byte every two seconds, half of them of a head, half of a body. */
final class Drippers {
    private static final int NUMBER = 1000;
    private static final int EVERY_MILLIS = 2000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final int port;
    private final Tally tally;
    private final AtomicLong slowest = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    private final CountDownLatch gone = new CountDownLatch(NUMBER);

    Drippers(int port, Tally tally) {
        this.port = port;
        this.tally = tally;
    }

    CompletableFuture<String> start() {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread.ofVirtual().name("drippers").start(() -> {
            try {
                result.complete(run());
            } catch (Exception | AssertionError e) {
                tally.violation("dripping connections", e.toString());
                result.complete("dripping connections: " + e);
            }
        });
        return result;
    }

    private String run() throws InterruptedException, IOException {
        for (int i = 0; i < NUMBER; i++) {
            boolean body = i % 2 == 0;
            Thread.ofVirtual().name("dripper-" + i).start(() -> drip(body));
        }
        long worst = 0;
        int asked = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!gone.await(500, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
            long before = System.nanoTime();
            int status = RawHttp.call(port, "GET", "/health").status();
            worst = Math.max(worst, (System.nanoTime() - before) / 1_000_000);
            asked++;
            if (status != 200) {
                throw new IOException("/health said " + status + " meanwhile");
            }
        }
        String result = NUMBER + " dripping connections: gone after " + slowest.get() + " ms at most, "
                + gone.getCount()
                + " left, " + failed.get() + " not connected; " + asked + " calls of /health meanwhile, the slowest "
                + worst + " ms";
        if (gone.getCount() > 0 || slowest.get() > LIMIT.toMillis() || failed.get() > 0) {
            throw new IOException(result);
        }
        return result;
    }

    private void drip(boolean body) {
        long begun = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(EVERY_MILLIS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            begun = System.nanoTime();
            if (body) {
                out.write(("POST /chat/stream HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"message\":\"")
                        .getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write("GET /health HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            }
            while (System.nanoTime() - begun < PATIENCE.toNanos() && open(in)) {
                out.write('x');
            }
        } catch (ConnectException e) {
            failed.incrementAndGet();
        } catch (IOException e) {
            // a reset is an end too
        } finally {
            slowest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
            gone.countDown();
        }
    }

    private static boolean open(InputStream in) throws IOException {
        try {
            byte[] answer = new byte[1024];
            while (in.read(answer) >= 0) {
                continue;
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
