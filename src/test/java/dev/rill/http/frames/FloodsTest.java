package dev.rill.http.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import dev.rill.server.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
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
    private static final int MOST_STREAMS = 256;
    private static final int PACE_MILLIS = 20;
    private static final int OTHERS_REQUESTS = Integer.getInteger("floods.requests", 100);
    private static final long MOST_GROWTH_BYTES = 48L << 20;
    private static ServerProcess server;

    enum Flood {
        NONE { // what the others see without any
            @Override
            byte[] frames() {
                return new byte[0];
            }
        },
        PING {
            @Override
            byte[] frames() {
                return times(2000, Frame.of(Frame.PING, 0, 0, new byte[8]));
            }
        },
        SETTINGS {
            @Override
            byte[] frames() {
                return times(2000, Frame.of(Frame.SETTINGS, 0, 0, new byte[0]));
            }
        },
        WINDOW_UPDATE {
            @Override
            byte[] frames() {
                return times(2000, Frame.windowUpdate(0, 1));
            }
        },
        PRIORITY {
            @Override
            byte[] frames() {
                return times(2000, Frame.of(Frame.PRIORITY, 0, 1, new byte[5]));
            }
        },
        EMPTY_DATA {
            @Override
            byte[] frames() {
                return joined(post(1), times(2000, Frame.of(Frame.DATA, 0, 1, new byte[0])));
            }
        },
        CONTINUATION {
            @Override
            byte[] frames() {
                return joined(Frame.of(Frame.HEADERS, 0, 1, HeaderEncoder.encode(RawHttp2.request("GET", "/"))).bytes(),
                        times(2000, Frame.of(Frame.CONTINUATION, 0, 1, new byte[0])));
            }
        },
        RAPID_RESET {
            @Override
            byte[] frames() {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (int stream = 1; stream < 2000; stream += 2) {
                    all.writeBytes(post(stream));
                    all.writeBytes(Frame.rstStream(stream, Http2ErrorCode.CANCEL).bytes());
                }
                return all.toByteArray();
            }
        },
        LATE_RESET { // when the requests run
            @Override
            byte[] frames() {
                return posts();
            }

            @Override
            byte[] later() {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (int stream = 1; stream < 2 * MOST_STREAMS; stream += 2) {
                    all.writeBytes(Frame.rstStream(stream, Http2ErrorCode.CANCEL).bytes());
                }
                return all.toByteArray();
            }
        },
        LEAVING { // with as many requests as may be open, and closes
            @Override
            byte[] frames() {
                return posts();
            }
        },
        HEADER_BOMB {
            @Override
            byte[] frames() {
                List<HeaderField> fields = RawHttp2.request("GET", "/health/live");
                byte[] entry = HeaderEncoder.encode(List.of(new HeaderField("a", "v".repeat(4000))));
                entry[0] = 0x40; // into the table
                byte[] named = new byte[12_000];
                Arrays.fill(named, (byte) 0xbe);
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (int stream = 1; stream < 40; stream += 2) {
                    all.writeBytes(Frame.of(Frame.HEADERS, Frame.END_STREAM, stream,
                            joined(HeaderEncoder.encode(fields), entry)).bytes());
                    all.writeBytes(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, stream, named).bytes());
                }
                return all.toByteArray();
            }
        };

        abstract byte[] frames();

        /** What comes when those have been taken. */
        byte[] later() {
            return new byte[0];
        }

        private static byte[] posts() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int stream = 1; stream < 2 * MOST_STREAMS; stream += 2) {
                all.writeBytes(post(stream));
            }
            return all.toByteArray();
        }

        private static byte[] times(int count, Frame frame) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                all.writeBytes(frame.bytes());
            }
            return all.toByteArray();
        }

        private static byte[] post(int stream) {
            return Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream,
                    HeaderEncoder.encode(RawHttp2.request("POST", "/threads"))).bytes();
        }

        private static byte[] joined(byte[]... parts) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            return all.toByteArray();
        }
    }

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
        byte[] frames = joinedWithBeginning(flood.frames());
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
            attackers.add(Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    attack(flood, frames, bytes);
                    connections.incrementAndGet();
                }
            }));
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

    private static byte[] joinedWithBeginning(byte[] frames) {
        return Flood.joined(RawHttp2.PREFACE, Frame.of(Frame.SETTINGS, 0, 0, new byte[0]).bytes(), frames);
    }

    /** Sends it all and reads until the server has closed the connection, or nothing comes. */
    private static void attack(Flood flood, byte[] frames, AtomicLong sent) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(200);
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // cut, or nothing more comes
                }
            });
            socket.getOutputStream().write(frames);
            sent.addAndGet(frames.length);
            if (flood == Flood.LATE_RESET || flood == Flood.LEAVING) {
                Thread.sleep(PACE_MILLIS);
                socket.getOutputStream().write(flood.later());
            }
            if (flood != Flood.LEAVING) {
                reader.join();
            }
        } catch (IOException e) {
            // cut
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
