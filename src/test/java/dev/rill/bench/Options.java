package dev.rill.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to measure, as {@code name=value} arguments say.
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

    static Options of(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new Options(Path.of(given.get("target")).toAbsolutePath(), Set.of(given.get("phases").split(",")),
                Integer.parseInt(given.get("rounds")), seconds(given.get("seconds")), seconds(given.get("warm")),
                Integer.parseInt(given.get("tokens")), numbers(given.get("streams")), numbers(given.get("paced")),
                numbers(given.get("idle")), numbers(given.get("passages")));
    }

    private static Duration seconds(String value) {
        return Duration.ofSeconds(Long.parseLong(value));
    }

    private static List<Integer> numbers(String value) {
        return Arrays.stream(value.split(",")).filter(number -> !number.isBlank()).map(String::strip)
                .map(Integer::valueOf).toList();
    }
}
