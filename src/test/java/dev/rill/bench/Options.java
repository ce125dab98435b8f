package dev.rill.bench;

import dev.rill.launch.ToolSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param target   folder with {@code rill.jar} and {@code java.args}
 * @param phases   names of {@link Phase}s
 * @param rounds   proxy and server take turns so often
 * @param measure  how long each load is measured
 * @param warm     how long each server is warmed before
 * @param tokens   of an answer
 * @param streams  at once, as fast as they are taken
 * @param paced    streams at once, 20 tokens a second each
 * @param idle     streams at once, a token every ten seconds
 * @param passages in an index that is searched
 */
record Options(Path target, Set<String> phases, int rounds, Duration measure, Duration warm, int tokens,
               List<Integer> streams, List<Integer> paced, List<Integer> idle, List<Integer> passages) {

    static Options of(ToolSettings given) {
        return new Options(given.target(), Set.copyOf(given.list("bench.phases")), given.number("bench.rounds"),
                seconds(given, "bench.seconds"), seconds(given, "bench.warm"), given.number("bench.tokens"),
                numbers(given, "bench.streams"), numbers(given, "bench.paced"), numbers(given, "bench.idle"),
                numbers(given, "bench.passages"));
    }

    private static Duration seconds(ToolSettings given, String name) {
        return Duration.ofSeconds(given.number(name));
    }

    private static List<Integer> numbers(ToolSettings given, String name) {
        return given.list(name).stream().map(Integer::valueOf).toList();
    }
}
