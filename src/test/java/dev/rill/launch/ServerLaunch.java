package dev.rill.launch;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Starts the server in a process of its own on loopback, with no setting but those it is given. */
public final class ServerLaunch {
    private static final int LASTING_FROM = 15_000;
    private static final int LASTING_TO = 32_000;

    private ServerLaunch() {
    }

    /** The JVM that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /**
     * A port that nobody listens on, for somebody who is to come back to it: of those that are not given to outgoing
     * connections.
     */
    public static int lastingPort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LASTING_FROM, LASTING_TO);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException e) {
                // somebody listens there
            }
        }
    }

    /**
     * Does not wait until it is ready.
     *
     * @param arguments of the JVM, and what it is to run
     * @param directory in which it runs
     * @param data      its data folder
     * @param log       the file that takes what it prints
     * @param settings  by the names of their variables
     */
    public static Process start(List<String> arguments, Path directory, int port, Path data, Path log,
                                Map<String, String> settings) throws IOException {
        return start(List.of(), arguments, directory, port, data, log, settings);
    }

    /** Likewise, by a program that runs it: its name and arguments come before. */
    public static Process start(List<String> by, List<String> arguments, Path directory, int port, Path data, Path log,
                                Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.add(java());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("RILL_") || name.startsWith("OPENAI_"));
        environment.putAll(Map.of("HOST", "127.0.0.1", "RILL_DATA", data.toString()));
        environment.putAll(settings);
        environment.put("PORT", Integer.toString(port));
        return builder.start();
    }
}
