package dev.rill.bench.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a load; times in milliseconds.
 *
 * @param errors streams that were not whole
 * @param fault  what was wrong with one of them, or empty
 * @param left   {@link System#nanoTime} at which a stream's client left, by the stream's id; the clock is the machine's
 */
public record Outcome(long tokens, long streams, double seconds, double firstP50, double firstP99, double gapP50,
                      double gapP99, long errors, String fault, Map<Long, Long> left) {

    /** As one line, for whoever started the client. */
    public String line() {
        List<String> clients = new ArrayList<>();
        left.forEach((id, nanos) -> clients.add(id + "=" + nanos));
        return String.join(" ", Long.toString(tokens), Long.toString(streams), Double.toString(seconds),
                Double.toString(firstP50), Double.toString(firstP99), Double.toString(gapP50), Double.toString(gapP99),
                Long.toString(errors), String.join(",", clients) + ";", fault);
    }

    /** What {@link #line} wrote. */
    public static Outcome of(String line) {
        String[] word = line.split(" ", 10);
        Map<Long, Long> left = new TreeMap<>();
        for (String client : word[8].substring(0, word[8].length() - 1).split(",")) {
            if (!client.isEmpty()) {
                left.put(Long.valueOf(client.split("=")[0]), Long.valueOf(client.split("=")[1]));
            }
        }
        return new Outcome(Long.parseLong(word[0]), Long.parseLong(word[1]), Double.parseDouble(word[2]),
                Double.parseDouble(word[3]), Double.parseDouble(word[4]), Double.parseDouble(word[5]),
                Double.parseDouble(word[6]), Long.parseLong(word[7]), word[9], left);
    }
}
