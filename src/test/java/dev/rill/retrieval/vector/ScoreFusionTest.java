package dev.rill.retrieval.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.vector.ScoreFusion.Candidate;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScoreFusionTest {

    @Test
    void bothScoresBecomePartsOfTheBestAndAreAdded() {
        List<Passage> fused = ScoreFusion.fuse(List.of(
                candidate("words", 12, 0.2), candidate("both", 9, 0.6), candidate("little", 3, 0.2),
                new Candidate(passage("meaning"), OptionalDouble.empty(), OptionalDouble.of(0.8))), 3);

        assertEquals(List.of("both", "words", "meaning"), fused.stream().map(Passage::id).toList());
        assertEquals((9.0 / 12 + 0.6 / 0.8) / 2, fused.get(0).score(), 1e-9);
        assertEquals((1 + 0.2 / 0.8) / 2, fused.get(1).score(), 1e-9);
        assertEquals((3.0 / 12 + 1) / 2, fused.get(2).score(), 1e-9);
    }

    @Test
    void whatHasNoneOfTheWordsComesBehindWhereTheListOfWordsIsNotFull() {
        List<Passage> fused = ScoreFusion.fuse(List.of(candidate("words", 4, 0.2),
                new Candidate(passage("meaning"), OptionalDouble.empty(), OptionalDouble.of(0.3))), 9);

        assertEquals(0.5, fused.get(1).score(), 1e-9);
    }

    @Test
    void whatHasNoVectorYetIsJudgedByItsWords() {
        List<Passage> fused = ScoreFusion.fuse(List.of(candidate("old", 8, 0.5), candidate("worst", 2, 0.1),
                new Candidate(passage("new"), OptionalDouble.of(9), OptionalDouble.empty())), 9);

        assertEquals(List.of("new", "old", "worst"), fused.stream().map(Passage::id).toList());
    }

    @Test
    void oneCandidateHasTheBestScore() {
        assertEquals(1, ScoreFusion.fuse(List.of(candidate("only", 3, 0.2)), 9).getFirst().score(), 1e-9);
        assertEquals(List.of(), ScoreFusion.fuse(List.of(), 9));
    }

    private static Candidate candidate(String id, double words, double cosine) {
        return new Candidate(passage(id), OptionalDouble.of(words), OptionalDouble.of(cosine));
    }

    private static Passage passage(String id) {
        return new Passage(id, "a.md", "A", List.of(), 1, 1, "text", "hash", 0);
    }
}
