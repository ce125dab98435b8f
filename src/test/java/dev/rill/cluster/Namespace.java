package dev.rill.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A machine of its own as far as the network goes: a network namespace of Linux, which reaches this one over links
 * alone. Wants root and {@code ip} of Debian's iproute2. One thread makes and closes it; nothing of it is left then.
 */
final class Namespace implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("rill-(\\d+)-\\S+");

    private final String name;

    Namespace(String machine) throws IOException, InterruptedException {
        name = "rill-" + ProcessHandle.current().pid() + "-" + machine;
        ip("netns", "add", name);
        ip("-n", name, "link", "set", "lo", "up");
    }

    /** Whether this machine lets one be made. Removes those of runs that were killed. */
    static boolean possible() throws InterruptedException {
        try {
            for (String line : ip("netns", "list").lines().toList()) {
                Matcher left = NAME.matcher(line.split(" ")[0]);
                if (left.matches() && ProcessHandle.of(Long.parseLong(left.group(1))).isEmpty()) {
                    ip("netns", "del", left.group());
                }
            }
            try (Namespace probe = new Namespace("probe"); Link link = new Link(probe)) {
                link.be(Link.State.SILENT);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** To be followed by a program and its arguments: runs it there, with the process id that this one is given. */
    List<String> command() {
        return List.of("ip", "netns", "exec", name);
    }

    /** @throws IOException with what it printed, where it fails */
    static String ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    /** As {@link #ip}, in the namespace. */
    void ipThere(String... arguments) throws IOException, InterruptedException {
        ip(Stream.concat(Stream.of("-n", name), Stream.of(arguments)).toArray(String[]::new));
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        try {
            ip("netns", "del", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
