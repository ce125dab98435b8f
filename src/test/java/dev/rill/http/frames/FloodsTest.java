package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Floods of frames against a server of 512 MB: each is cut, costs no memory, and others are served. */
class FloodsTest {
    private static final int ATTACKERS = Integer.getInteger("floods.attackers", 4);
    private static final int OTHERS_REQUESTS = Integer.getInteger("floods.requests", 100);
    private static final long MOST_GROWTH_BYTES = 48L << 20;
    private static ServerProcess server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        List<String> flags = new ArrayList<>(ServerProcess.packagedFlags());
        flags.add("-Xmx512m");
        server = ServerProcess.start(folder, Map.of(), flags);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void othersAreServedDuringAFlood(Flood flood) throws Exception {
        byte[] beginning = flood.beginning();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong connections = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        ask(20);
        long before = server.liveHeapBytes();
        long residentBefore = residentBytes();
        Duration cpuBefore = cpu();
        long begun = System.nanoTime();
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < ATTACKERS && flood != Flood.NONE; i++) {
            InetAddress from = Flood.attacker(i);
            attackers.add(Thread.ofPlatform().start(() -> attack(flood, from, beginning, over, connections, bytes)));
        }
        long[] micros = ask(OTHERS_REQUESTS);
        over.set(true);
        for (Thread attacker : attackers) {
            attacker.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cores = cpu().minus(cpuBefore).toNanos() / 1e9 / seconds;
        long resident = residentBytes() - residentBefore;
        long grown = server.liveHeapBytes() - before;
        System.out.printf(
                "%-14s others p50 %.1f ms, p99 %.1f ms; %d connections cut in %.1f s, %.1f MB sent, %.2f cores, "
                + "%+.1f MB live, %+d MB resident%n", flood, micros[micros.length / 2] / 1e3,
                micros[micros.length * 99 / 100] / 1e3, connections.get(), seconds, bytes.get() / 1e6, cores,
                grown / 1e6, resident >> 20);
        assertTrue(grown < MOST_GROWTH_BYTES, "it grew by " + (grown >> 20) + " MB");
        assertTrue(flood == Flood.NONE || connections.get() > 0);
    }

    private static void attack(Flood flood, InetAddress from, byte[] beginning, AtomicBoolean over,
                               AtomicLong connections, AtomicLong bytes) {
        try {
            while (!over.get()) {
                bytes.addAndGet(flood.attack(from, server.port(), beginning));
                connections.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how long each answer took, sorted */
    private static long[] ask(int count) throws IOException {
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            assertEquals(200, RawHttp.call(server.port(), "GET", "/threads").status());
            micros[i] = (System.nanoTime() - begun) / 1000;
        }
        Arrays.sort(micros);
        return micros;
    }

    private static Duration cpu() {
        return ProcessHandle.of(server.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static long residentBytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + server.pid() + "/statm"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().split(" ")[1]) * 4096;
        }
    }
}
