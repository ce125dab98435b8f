package dev.rill.bench.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer is to be. It travels in the question, through the server, so that the simulator holds no settings.
 *
 * @param every between two tokens; zero: as fast as they are taken
 * @param id    of the stream, so that its two ends can be matched
 */
public record Order(int tokens, Duration every, long id) {
    private static final Pattern TEXT = Pattern.compile("bench:(\\d+):(\\d+):(\\d+)");

    /** The order in a request's body. */
    static Optional<Order> in(String body) {
        Matcher text = TEXT.matcher(body);
        return text.find() ? Optional.of(new Order(Integer.parseInt(text.group(1)),
                Duration.ofMillis(Long.parseLong(text.group(2))), Long.parseLong(text.group(3)))) : Optional.empty();
    }

    /** The order as a question. */
    public String text() {
        return "bench:" + tokens + ":" + every.toMillis() + ":" + id;
    }
}
