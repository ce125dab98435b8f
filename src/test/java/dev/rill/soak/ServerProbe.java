package dev.rill.soak;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at the server's process from outside, by {@code jcmd}, {@code /proc} and its own figures. One thread. */
final class ServerProbe {
    private static final Pattern CLASS = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** What tells the size of one of the server's maps: each entry holds one object of the class. */
    private record Held(String name, String type) {
    }

    private static final Held STREAMS = new Held("streams, running or replayable", "dev.rill.live.LiveStream");
    private static final Held TO_THE_MODEL =
            new Held("connections to the model", "dev.rill.model.transport.Connection");
    private static final List<Held> HELD = List.of(STREAMS,
            new Held("segments of replay logs", "dev.rill.live.EventLog$Segment"),
            new Held("viewers", "dev.rill.live.StreamViewer"),
            new Held("watched connections", "dev.rill.http.connection.ConnectionDeadlines$Connection"),
            new Held("HTTP/1.1 connections", "io.helidon.webserver.http1.Http1Connection"),
            new Held("HTTP/2 connections", "io.helidon.webserver.http2.Http2Connection"),
            TO_THE_MODEL, new Held("sockets", "sun.nio.ch.SocketChannelImpl"));

    private final Path folder;
    private final long pid;
    private final int port;
    private int samples;

    /** @param folder for the dumps */
    ServerProbe(Path folder, long pid, int port) {
        this.folder = folder;
        this.pid = pid;
        this.port = port;
    }

    Sample sample(long seconds) throws IOException, InterruptedException {
        int number = samples++;
        jcmd("GC.run");
        Path threads = folder.resolve("threads-" + number + ".json");
        jcmd("Thread.dump_to_file", "-overwrite", "-format=json", threads.toString());
        jcmd("GC.run");
        String histogram = jcmd("GC.class_histogram");
        Files.writeString(folder.resolve("histogram-" + number + ".txt"), histogram);
        Map<String, Long> instances = instances(histogram);
        Map<String, Long> measures = new LinkedHashMap<>();
        threads(threads, measures);
        descriptors(measures);
        measures.put(Comparison.HEAP, heapBytes(histogram) / 1024);
        HELD.forEach(held -> measures.put(held.name, instances.getOrDefault(held.type, 0L)));
        measures.put("active streams", figure("/streams", "/metrics/activeConnections"));
        measures.put("threads in the store", figure("/threads/stats", "/totalThreads"));
        return new Sample(seconds, measures, reported(), instances);
    }

    /** What tells whether the server is at rest: it holds no streams, and its heap changes no more. */
    record Glance(long active, long streams, long toTheModel, long heapBytes) {

        /** Whether no more than so many streams and their connections to the model are left. */
        boolean only(long running) {
            return active <= running && streams <= running && toTheModel <= running;
        }
    }

    Glance glance() throws IOException, InterruptedException {
        String histogram = jcmd("GC.class_histogram");
        Map<String, Long> instances = instances(histogram);
        return new Glance(figure("/streams", "/metrics/activeConnections"), instances.getOrDefault(STREAMS.type, 0L),
                instances.getOrDefault(TO_THE_MODEL.type, 0L), heapBytes(histogram));
    }

    private static Map<String, Long> instances(String histogram) {
        Map<String, Long> instances = new LinkedHashMap<>();
        for (String line : histogram.lines().toList()) {
            Matcher type = CLASS.matcher(line);
            if (type.matches()) {
                instances.merge(type.group(2), Long.valueOf(type.group(1)), Long::sum);
            }
        }
        return instances;
    }

    private static long heapBytes(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("no total in " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    private long figure(String path, String pointer) throws IOException {
        return RawHttp.call(port, "GET", path).json().at(pointer).asLong(-1);
    }

    private static void threads(Path dump, Map<String, Long> measures) throws IOException {
        long platform = 0;
        long virtual = 0;
        JsonNode containers = JsonMapper.shared().readTree(Files.readString(dump)).at("/threadDump/threadContainers");
        for (JsonNode container : containers) {
            for (JsonNode thread : container.get("threads")) {
                if (thread.path("virtual").asBoolean(false)) {
                    virtual++;
                } else {
                    platform++;
                }
            }
        }
        measures.put("platform threads", platform);
        measures.put("virtual threads", virtual);
    }

    private void descriptors(Map<String, Long> measures) throws IOException {
        Path open = Path.of("/proc/" + pid + "/fd");
        if (Files.isDirectory(open)) {
            try (Stream<Path> all = Files.list(open)) {
                measures.put("open descriptors", all.count());
            }
        }
    }

    private Map<String, Long> reported() throws IOException {
        Map<String, Long> reported = new LinkedHashMap<>();
        Path status = Path.of("/proc/" + pid + "/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    reported.put("resident memory, KiB", Long.valueOf(line.replaceAll("\\D", "")));
                }
            }
        }
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
            reported.put("data folder, KiB", bytes / 1024);
        }
        return reported;
    }

    private String jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = Stream.concat(Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)),
                Stream.of(command)).toList();
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(line + " said " + output);
        }
        return output;
    }
}
