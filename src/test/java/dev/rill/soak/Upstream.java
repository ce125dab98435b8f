package dev.rill.soak;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * What the model does with one question, and how the answer may end then.
 *
 * @param scripts  one a call; the last one again for further calls
 * @param searches whether the model asks for a search first
 * @param text     the whole answer
 * @param endings  {@code complete}, {@code cancelled} or the error's code
 */
record Upstream(String name, List<Script> scripts, boolean searches, String text, Set<String> endings) {
    private static final String[] WORDS =
            {"The ", "stream ", "is ", "kept ", "until ", "its ", "end, ", "and ", "then ",
        "\"replayed\" ", "[1].\n\n", "Größe ", "– ", "🎉 ", "a\\b ", "`code` ", "<b> ", "& ", "1.\t", "again "};

    /** What can go wrong: the scripts of the calls, and the ending. */
    private record Fault(String name, String ending, Function<Answer, List<Script>> scripts) {
    }

    private static final List<Fault> FAULTS = List.of(
            new Fault("429, then an answer", "complete", answer -> List.of(
                    Script.status(429, Map.of("Retry-After", "1")), answer)),
            new Fault("429 for an hour", "MODEL_RATE_LIMITED", _ -> List.of(
                    Script.status(429, Map.of("Retry-After", "3600")))),
            new Fault("500 twice, then an answer", "complete", answer -> List.of(
                    Script.status(500), Script.status(503), answer)),
            new Fault("500 always", "MODEL_UNAVAILABLE", _ -> List.of(Script.status(500))),
            new Fault("401", "MODEL_UNAUTHORIZED", _ -> List.of(Script.status(401))),
            new Fault("404", "MODEL_REJECTED", _ -> List.of(Script.status(404))),
            always("silence before the head", "MODEL_STALLED", Phase.REQUEST_READ, Effect.silence()),
            always("silence after the head", "MODEL_STALLED", Phase.HEADERS_SENT, Effect.silence()),
            always("silence within the answer", "MODEL_STALLED", Phase.MID_ANSWER, Effect.silence()),
            always("bytes that are no chunk", "MODEL_STALLED", Phase.MID_ANSWER,
                    new Effect.Drip(": a comment\n".getBytes(), Duration.ofSeconds(1))),
            always("FIN before the head", "MODEL_UNAVAILABLE", Phase.REQUEST_READ, Effect.fin()),
            always("RST before the head", "MODEL_UNAVAILABLE", Phase.REQUEST_READ, Effect.rst()),
            always("FIN within the answer", "MODEL_TRUNCATED", Phase.MID_ANSWER, Effect.fin()),
            always("RST within the answer", "MODEL_TRUNCATED", Phase.MID_ANSWER, Effect.rst()),
            always("no last chunk", "MODEL_TRUNCATED", Phase.TEXT_SENT, Effect.endBody()),
            always("malformed JSON", "MODEL_MALFORMED", Phase.MID_ANSWER, Effect.send("data: {\"choices\":[{\n\n")),
            always("an error in the stream", "MODEL_RATE_LIMITED", Phase.MID_ANSWER, Effect.send(
                    "data: {\"error\":{\"message\":\"no\",\"type\":\"rate_limit_exceeded\"}}\n\n")),
            always("a line of 50 MB", "MODEL_MALFORMED", Phase.MID_ANSWER,
                    new Effect.Flood("data: ".getBytes(), 50L << 20, Effect.silence())),
            always("a delta of 10 MB", "MODEL_MALFORMED", Phase.MID_ANSWER, new Effect.Flood(
                    "data: {\"choices\":[{\"delta\":{\"content\":\"".getBytes(), 10L << 20, Effect.send("\"}}]}\n\n"))),
            new Fault("HTML", "MODEL_MALFORMED",
                    _ -> List.of(Script.reply(200, "text/html", "<html>a login page</html>"))),
            new Fault("no [DONE]", "complete", answer -> List.of(answer.withoutDone())),
            always("an open socket after [DONE]", "complete", Phase.DONE_SENT, Effect.silence()),
            always("RST after [DONE]", "complete", Phase.DONE_SENT, Effect.rst()));

    /** An answer of some words at some pace. */
    static Upstream healthy(Random random, int fewest, int most, Duration pace) {
        Answer answer = answer(random, fewest + random.nextInt(most - fewest + 1)).withDelay(pace);
        return new Upstream("an answer", List.of(answer), random.nextInt(4) > 0, answer.text(), Set.of("complete"));
    }

    static Upstream healthy(Random random) {
        return healthy(random, 5, 60, Duration.ofMillis(20 + random.nextInt(100)));
    }

    /** More than the sockets hold. */
    static Upstream much(Random random) {
        String[] pieces = new String[200];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = WORDS[random.nextInt(WORDS.length)].repeat(1000);
        }
        Answer answer = Answer.of(pieces);
        return new Upstream("much", List.of(answer), false, answer.text(), Set.of("complete"));
    }

    static Upstream faulty(Random random) {
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        Answer answer = answer(random, 4 + random.nextInt(20)).withDelay(Duration.ofMillis(20));
        return new Upstream(fault.name, fault.scripts.apply(answer), random.nextBoolean(), answer.text(),
                Set.of(fault.ending));
    }

    /** A delta after each pause, so many times. */
    static Upstream lasting(String name, int deltas, Duration pause, String ending) {
        String[] pieces = new String[deltas];
        for (int i = 0; i < deltas; i++) {
            pieces[i] = "word" + i + " ";
        }
        Answer answer = Answer.of(pieces).withDelay(pause);
        return new Upstream(name, List.of(answer), false, answer.text(), Set.of(ending));
    }

    Upstream ending(String... others) {
        List<String> all = new ArrayList<>(endings);
        all.addAll(List.of(others));
        return new Upstream(name, scripts, searches, text, Set.copyOf(all));
    }

    private static Fault always(String name, String ending, Phase phase, Effect effect) {
        return new Fault(name, ending, answer -> List.of(answer.withFault(phase, effect)));
    }

    private static Answer answer(Random random, int words) {
        String[] chosen = new String[words];
        for (int i = 0; i < words; i++) {
            chosen[i] = WORDS[random.nextInt(WORDS.length)];
        }
        return Answer.of(chosen);
    }
}
