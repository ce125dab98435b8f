package dev.rill.faults;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.rill.server.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What streams could leave behind in this process: threads of both kinds, descriptors, and the objects that every map
 * entry holds.
 *
 * @param objects how many of each can still be reached
 */
public record Remains(int platformThreads, long virtualThreads, long descriptors, Map<String, Long> objects) {
    private static final List<String> TYPES = List.of("dev.rill.live.LiveStream", "dev.rill.live.EventLog",
            "dev.rill.live.GuardedOutput", "dev.rill.stream.Cancellation", "dev.rill.http.connection.WatchedConnection",
            "dev.rill.http.connection.ConnectionDeadlines$Connection", "dev.rill.http.response.FrameSink");
    /** What comes and goes by itself: threads of pools, connections that wait to be used again. */
    private static final int LEEWAY = 10;

    public static Remains now() {
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount() : 0;
        return new Remains(Thread.getAllStackTraces().size(), virtualThreadCount(), descriptors, liveObjects());
    }

    /** Waits until there is nothing more than there was before, but for what comes and goes by itself. */
    public void assertNothingMoreIsLeft() throws InterruptedException {
        AtomicReference<Remains> last = new AtomicReference<>();
        try {
            Polling.until(() -> {
                last.set(now());
                return last.get().isNoMoreThan(this);
            });
        } catch (AssertionError e) {
            throw new AssertionError(this + " and then " + last, e);
        }
    }

    private boolean isNoMoreThan(Remains before) {
        return platformThreads <= before.platformThreads + LEEWAY && virtualThreads <= before.virtualThreads + LEEWAY
                && descriptors <= before.descriptors + LEEWAY && objects.entrySet().stream().allMatch(
                        type -> type.getValue() <= before.objects.getOrDefault(type.getKey(), 0L) + LEEWAY);
    }

    private static long virtualThreadCount() {
        try {
            Path dump = Files.createTempDirectory("rill-threads").resolve("threads.json");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(dump.toString(),
                    HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
            long threads = Files.readString(dump).lines().filter(line -> line.contains("\"virtual\": true")).count();
            Files.delete(dump);
            Files.delete(dump.getParent());
            return threads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> liveObjects() {
        String histogram;
        try {
            histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        Map<String, Long> counts = new TreeMap<>();
        for (String line : histogram.split("\n")) {
            String[] columns = line.trim().split("\\s+");
            if (columns.length >= 4 && TYPES.contains(columns[3])) {
                counts.put(columns[3].substring(columns[3].lastIndexOf('.') + 1), Long.parseLong(columns[1]));
            }
        }
        return counts;
    }
}
