package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReciprocalRankFusionTest {

    @Test
    void addsTheReciprocalsOfTheRanks() {
        List<Passage> fused = ReciprocalRankFusion.fuse(
                List.of(List.of(passage("a"), passage("b"), passage("c")), List.of(passage("c"), passage("b"))), 10);

        assertEquals(List.of("c", "b", "a"), paths(fused));
        assertEquals(1.0 / 61 + 1.0 / 63, fused.get(0).score(), 1e-12);
        assertEquals(2.0 / 62, fused.get(1).score(), 1e-12);
        assertEquals(1.0 / 61, fused.get(2).score(), 1e-12);
    }

    @Test
    void oneListKeepsItsOrderAndEmptyListsCountNothing() {
        List<Passage> list = List.of(passage("b"), passage("a"), passage("c"));

        assertEquals(List.of("b", "a", "c"), paths(ReciprocalRankFusion.fuse(List.of(List.of(), list, List.of()), 5)));
        assertEquals(List.of("b", "a"), paths(ReciprocalRankFusion.fuse(List.of(list), 2)));
        assertEquals(List.of(), ReciprocalRankFusion.fuse(List.of(), 5));
    }

    @Test
    void aPassageThatMostlyRepeatsABetterOneStandsBehindNewOnes() {
        Passage best = lines("a", 1, 10);
        Passage repeats = lines("a", 4, 12);
        Passage touches = lines("a", 10, 30);
        Passage other = lines("b", 4, 12);

        assertEquals(List.of(best.id(), other.id(), touches.id(), repeats.id()),
                ReciprocalRankFusion.fuse(List.of(List.of(best, repeats, touches, other)), 10).stream()
                        .map(Passage::id).toList());
    }

    @Test
    void agreesWithTheDefinitionOnRandomLists() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<List<Passage>> lists = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                List<Passage> list = new ArrayList<>();
                for (int p = 0; p < 30; p++) {
                    list.add(passage("p" + p));
                }
                Collections.shuffle(list, random);
                lists.add(list.subList(0, random.nextInt(30)));
            }
            int limit = random.nextInt(40);

            List<Passage> fused = ReciprocalRankFusion.fuse(lists, limit);

            Set<String> all = new HashSet<>();
            lists.forEach(list -> all.addAll(paths(list)));
            assertEquals(Math.min(limit, all.size()), fused.size());
            assertEquals(fused.size(), new HashSet<>(paths(fused)).size());
            for (int i = 0; i < fused.size(); i++) {
                assertEquals(score(lists, fused.get(i).path()), fused.get(i).score(), 1e-12);
                assertTrue(i == 0 || fused.get(i - 1).score() >= fused.get(i).score());
            }
            double least = fused.isEmpty() ? 1 : fused.getLast().score();
            all.removeAll(paths(fused));
            assertTrue(all.stream().allMatch(left -> limit == 0 || score(lists, left) <= least + 1e-12));
        }
    }

    private static double score(List<List<Passage>> lists, String path) {
        double score = 0;
        for (List<Passage> list : lists) {
            int rank = paths(list).indexOf(path) + 1;
            score += rank == 0 ? 0 : 1.0 / (60 + rank);
        }
        return score;
    }

    private static List<String> paths(List<Passage> passages) {
        return passages.stream().map(Passage::path).toList();
    }

    private static Passage passage(String path) {
        return lines(path, 1, 3);
    }

    private static Passage lines(String path, int from, int to) {
        return new Passage(path + "#" + from + "-" + to, path, "T", List.of(), from, to, "text of " + path + from, "h",
                1);
    }
}
