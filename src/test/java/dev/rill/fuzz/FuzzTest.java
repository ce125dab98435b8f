package dev.rill.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rill.http.RequestBodyFuzz;
import dev.rill.http.RequestFuzz;
import dev.rill.http.TwoRequestsFuzz;
import dev.rill.model.openai.EventStreamFuzz;
import dev.rill.model.transport.ResponseFuzz;
import dev.rill.retrieval.DocumentFuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each target with its corpus and a fixed number of mutations of it; {@code mvn -Dtool=fuzz verify} runs one as long as
 * one likes.
 */
class FuzzTest {

    static Stream<Arguments> targets() {
        return Stream.of(Arguments.of(RequestBodyFuzz.class, 20_000), Arguments.of(RequestFuzz.class, 300),
                Arguments.of(TwoRequestsFuzz.class, 500),
                Arguments.of(EventStreamFuzz.class, 10_000), Arguments.of(ResponseFuzz.class, 10_000),
                Arguments.of(DocumentFuzz.class, 1_000));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whateverComesInTheTargetHolds(Class<? extends FuzzTarget> type, int mutations) throws Exception {
        Map<String, byte[]> corpus = Corpus.of(type);
        assertFalse(corpus.isEmpty());
        long seed = System.nanoTime();
        try (FuzzTarget target = type.getConstructor().newInstance()) {
            for (Map.Entry<String, byte[]> input : corpus.entrySet()) {
                check(target, input.getKey(), input.getValue());
            }
            Mutations mutated = new Mutations(List.copyOf(corpus.values()), seed);
            for (int i = 0; i < mutations; i++) {
                check(target, "mutation " + i + " of seed " + seed, mutated.next());
            }
        }
    }

    private static void check(FuzzTarget target, String name, byte[] input) {
        try {
            target.check(input);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(name + ": " + new String(input, StandardCharsets.ISO_8859_1)
                    .replace("\r", "\\r").replace("\n", "\\n"), e);
        }
    }
}
