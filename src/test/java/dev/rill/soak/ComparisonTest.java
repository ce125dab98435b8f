package dev.rill.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as the same at the end of a soak. */
class ComparisonTest {

    @Test
    void aMeasureMayDifferByTwoPercentAndACountByThree() {
        assertEquals(List.of(), compare(40_000, 40_800).faults());
        assertEquals(List.of(), compare(40_000, 39_200).faults());
        assertEquals(List.of(), compare(30, 33).faults());
        assertEquals(List.of(), compare(0, 3).faults());
    }

    @Test
    void moreThanThatIsTold() {
        assertEquals(List.of("threads was 40000 and is 40801"), compare(40_000, 40_801).faults());
        assertEquals(List.of("threads was 40000 and is 39199"), compare(40_000, 39_199).faults());
        assertEquals(List.of("threads was 0 and is 4"), compare(0, 4).faults());
    }

    @Test
    void theHeapMayBecomeSmaller() {
        assertEquals(List.of(), compare(Comparison.HEAP, 40_000, 30_000).faults());
        assertEquals(1, compare(Comparison.HEAP, 40_000, 40_801).faults().size());
    }

    @Test
    void theLastSampleCountsAndTheTableShowsAll() {
        Comparison comparison = new Comparison(sample(60, 100), List.of(sample(120, 900), sample(180, 101)));
        assertEquals(List.of(), comparison.faults());
        assertTrue(comparison.table().contains("| threads | 100 | 900 | 101 | +1, +1.0 % | |"), comparison.table());
    }

    @Test
    void theClassesThatGrewMostComeFirst() {
        assertEquals("  +801 java.lang.String\n", compare(40_000, 40_801).grown(1));
    }

    private static Comparison compare(long before, long after) {
        return compare("threads", before, after);
    }

    private static Comparison compare(String name, long before, long after) {
        return new Comparison(sample(60, name, before), List.of(sample(120, name, after)));
    }

    private static Sample sample(long seconds, long value) {
        return sample(seconds, "threads", value);
    }

    private static Sample sample(long seconds, String name, long value) {
        return new Sample(seconds, Map.of(name, value), Map.of(),
                Map.of("java.lang.String", value, "java.lang.Object", 7L));
    }
}
