package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.threads.ThreadStore.BadCursorException;
import dev.rill.threads.ThreadStore.ListQuery;
import dev.rill.threads.ThreadStore.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names, lists and search, whatever the database. */
abstract class ThreadListContract extends StoreBed {
    private static final Instant NOW = Talk.START;

    private List<String> search(String... words) {
        return store.list("ann", new ListQuery(50, Optional.empty(), List.of(words))).threads().stream()
                .map(ThreadSummary::threadId).toList();
    }

    @Test
    void aThreadIsNamedAfterItsFirstQuestionUntilSomebodyNamesIt() {
        ann.ask("t1", "a1", "\n  First   question?\nWith more.");
        ann.ask("t1", "a2", "Second question");
        assertEquals("First question?", store.find("ann", "t1").orElseThrow().name());

        store.update("ann", "t1", Optional.of("Mine"), Optional.empty());
        ann.ask("t1", "a3", "Third question");
        assertEquals("Mine", store.find("ann", "t1").orElseThrow().name());
    }

    @Test
    void aThreadMadeWithoutANameIsNamedAfterItsFirstQuestion() {
        ThreadSummary made = store.create("ann", "t1", Optional.empty(), Optional.of("{\"a\":1}"), NOW);
        assertEquals(new ThreadSummary("t1", "", NOW, NOW, 0, Optional.of("{\"a\":1}")), made);

        ann.ask("t1", "a1", "What now?", NOW.plusSeconds(3));
        assertEquals(new ThreadSummary("t1", "What now?", NOW, NOW.plusSeconds(3), 2, Optional.of("{\"a\":1}")),
                store.find("ann", "t1").orElseThrow());
    }

    @Test
    void aThreadThatWasNamedKeepsItsNameFromTheStart() {
        store.create("ann", "t1", Optional.of("Given"), Optional.empty(), NOW);
        store.create("ann", "t2", Optional.empty(), Optional.empty(), NOW);
        store.update("ann", "t2", Optional.of("Later"), Optional.empty());
        ann.ask("t1", "a1", "What now?");
        ann.ask("t2", "a2", "What now?");

        assertEquals("Given", store.find("ann", "t1").orElseThrow().name());
        assertEquals("Later", store.find("ann", "t2").orElseThrow().name());
    }

    @Test
    void aThreadThatIsThereIsNotMadeAgain() {
        ann.ask("t1", "a1", "What now?");

        assertEquals("What now?",
                store.create("ann", "t1", Optional.of("Other"), Optional.empty(), NOW.plusSeconds(5)).name());
        assertEquals(2, ann.messages("t1").size());
    }

    @Test
    void anUpdateChangesOnlyWhatItNamesAndIsNoActivity() {
        store.create("ann", "t1", Optional.of("Name"), Optional.of("{}"), NOW);

        assertEquals(new ThreadSummary("t1", "New", NOW, NOW, 0, Optional.of("{}")),
                store.update("ann", "t1", Optional.of("New"), Optional.empty()).orElseThrow());
        assertEquals(new ThreadSummary("t1", "New", NOW, NOW, 0, Optional.of("{\"x\":[]}")),
                store.update("ann", "t1", Optional.empty(), Optional.of("{\"x\":[]}")).orElseThrow());
        assertEquals(Optional.empty(), store.update("ann", "t2", Optional.of("New"), Optional.empty()));
    }

    @Test
    void theLatestActivityComesFirst() {
        ann.ask("t1", "a1", "one", NOW);
        ann.ask("t2", "a2", "two", NOW.plusSeconds(1));
        ann.ask("t3", "a3", "three", NOW.plusSeconds(2));
        ann.answer("a1", "eins", NOW.plusSeconds(10));
        new Talk(store, "bob").ask("t4", "a4", "four", NOW.plusSeconds(20));

        assertEquals(List.of("t1", "t3", "t2"), search());
    }

    @Test
    void pagesHoldEveryThreadOnceWhileOthersAreAdded() {
        IntStream.range(0, 25).forEach(i ->
                store.create("ann", "t" + i, Optional.empty(), Optional.empty(), NOW.plusSeconds(i / 5)));
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page page = store.list("ann", new ListQuery(7, cursor, List.of()));
            assertEquals(25 + pages, page.total());
            page.threads().forEach(thread -> seen.add(thread.threadId()));
            store.create("ann", "added" + pages++, Optional.empty(), Optional.empty(), NOW.plusSeconds(100));
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertEquals(4, pages);
        assertEquals(25, seen.size());
        assertEquals(25, seen.stream().distinct().count());
    }

    @Test
    void theLastFullPageHasNoNextOne() {
        IntStream.range(0, 4).forEach(i ->
                store.create("ann", "t" + i, Optional.empty(), Optional.empty(), NOW.plusSeconds(i)));

        Page first = store.list("ann", new ListQuery(2, Optional.empty(), List.of()));
        Page last = store.list("ann", new ListQuery(2, first.nextCursor(), List.of()));
        assertEquals(List.of("t1", "t0"), last.threads().stream().map(ThreadSummary::threadId).toList());
        assertEquals(Optional.empty(), last.nextCursor());
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        for (String nonsense : List.of("", "x", "%%%", "AQ", "AQEBAQEBAQEB", "____________", "a".repeat(200), "é",
                "AX________38", "AgAAAAAAAAAAdA")) {
            assertThrows(BadCursorException.class,
                    () -> store.list("ann", new ListQuery(2, Optional.of(nonsense), List.of())), nonsense);
        }
    }

    @Test
    void searchFindsWordsInNamesAndMessagesInAnyCase() {
        ann.ask("t1", "a1", "How do I stop an ANSWER?");
        ann.answer("a1", "Close the connection. Ärger vermeiden.");
        ann.ask("t2", "a2", "Something else");
        store.create("ann", "t3", Optional.of("Answers of all kinds"), Optional.empty(), NOW.minusSeconds(5));

        assertEquals(List.of("t1", "t3"), search("answer"));
        assertEquals(List.of("t1"), search("Answer", "CONNECTION"));
        assertEquals(List.of("t1"), search("äRGER"));
        assertEquals(List.of(), search("answer", "missing"));
    }

    @Test
    void searchTakesEveryCharacterAsItself() {
        ann.ask("t1", "a1", "100% sure_thing! back\\slash 'quoted'");
        ann.ask("t2", "a2", "1000 surely things back/slash");

        assertEquals(List.of("t1"), search("100%"));
        assertEquals(List.of("t1"), search("sure_"));
        assertEquals(List.of("t1"), search("thing!"));
        assertEquals(List.of("t1"), search("back\\slash"));
        assertEquals(List.of("t1"), search("'quoted'"));
        assertEquals(List.of(), search("nul\u0000"));
    }

    @Test
    void foundThreadsComeInPagesToo() {
        for (int i = 0; i < 5; i++) {
            ann.ask("t" + i, "a" + i, i % 2 == 0 ? "even number" : "odd number", NOW.plusSeconds(i));
        }

        Page first = store.list("ann", new ListQuery(2, Optional.empty(), List.of("even")));
        Page second = store.list("ann", new ListQuery(2, first.nextCursor(), List.of("even")));
        assertEquals(3, first.total());
        assertEquals(List.of("t4", "t2"), first.threads().stream().map(ThreadSummary::threadId).toList());
        assertEquals(List.of("t0"), second.threads().stream().map(ThreadSummary::threadId).toList());
        assertEquals(Optional.empty(), second.nextCursor());
    }
}
