package dev.rill.bench.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The load client's process. For each line with a {@link Load} it prints {@code begin}, {@code end} and the
 * {@link Outcome}; it ends with its input. One process for all loads, so that the client is warm.
 */
public final class LoadClient {
    private static final long MOST_STREAMS = 10_000_000;

    private LoadClient() {
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long firstId = 1;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Outcome outcome = run(Load.of(line), firstId, () -> System.out.println("begin"),
                    () -> System.out.println("end"));
            System.out.println(outcome.line());
            firstId += MOST_STREAMS;
        }
    }

    /** Runs a load in this thread; its streams are numbered on from {@code firstId}. */
    public static Outcome run(Load load, long firstId, Runnable onBegin, Runnable onEnd) throws IOException {
        return LoadRun.run(load, firstId, onBegin, onEnd);
    }
}
