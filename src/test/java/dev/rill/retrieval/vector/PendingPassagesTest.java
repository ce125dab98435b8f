package dev.rill.retrieval.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class PendingPassagesTest {
    private final PendingPassages pending = new PendingPassages();

    @Test
    void whatAQuestionFoundComesFirst() {
        pending.set(1, keys("a", "b", "c", "d"), 0);
        pending.prefer(keys("c", "z"));

        assertEquals(keys("c", "a", "b"), pending.next(3));

        pending.done(keys("c", "a"));
        assertEquals(keys("b", "d"), pending.next(3));
    }

    @Test
    void whatFailedComesLastAndAloneAndNotForEver() {
        pending.set(1, keys("a", "b", "c"), 0);
        pending.failed(keys("a", "b"));
        assertEquals(keys("c"), pending.next(3));
        pending.done(keys("c"));

        pending.done(pending.next(3));
        pending.seen();
        assertEquals(1, pending.count(1));
        for (int i = 0; i < 2; i++) {
            List<BytesRef> last = pending.next(3);
            assertEquals(1, last.size());
            pending.failed(last);
        }

        assertEquals(List.of(), pending.next(3));
        assertEquals(0, pending.count(1));
        pending.set(2, keys("b", "e"), 0);
        assertEquals(keys("e"), pending.next(1));
    }

    @Test
    void whatNoSearchSeesYetCounts() {
        pending.set(1, keys("a"), 0);
        pending.done(keys("a"));
        assertEquals(1, pending.count(1));
        pending.seen();
        assertEquals(0, pending.count(1));
    }

    @Test
    void thereMayBeSomeWhileTheyAreNotKnown() {
        assertEquals(1, pending.count(1));
        assertTrue(pending.outdated(1));
        pending.set(1, List.of(), 0);
        assertEquals(0, pending.count(1));
        assertEquals(1, pending.count(2));
    }

    private static List<BytesRef> keys(String... names) {
        return Stream.of(names).map(BytesRef::new).toList();
    }
}
