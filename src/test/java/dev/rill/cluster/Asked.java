package dev.rill.cluster;

import dev.rill.model.fake.Answer;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A question as somebody asks it, and what the model says to it. Immutable.
 *
 * @param thread empty: the server makes one up
 * @param onBusy what is to become of an answer that runs: {@code reject}, {@code enqueue} and so on
 * @param tokens of the answer
 * @param pace   between two of them
 */
record Asked(int number, String user, String thread, String onBusy, int tokens, Duration pace) {

    /** With its number, by which the model's side and the thread are found. */
    String text() {
        return "How does it go on? (question " + number + ")";
    }

    /** No two questions have a token in common. */
    String token(int index) {
        return "q" + number + "." + index + " ";
    }

    String answer() {
        return IntStream.range(0, tokens).mapToObj(this::token).collect(Collectors.joining());
    }

    Answer script() {
        return Answer.of(IntStream.range(0, tokens).mapToObj(this::token).toArray(String[]::new)).withDelay(pace);
    }
}
