package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.FaultBed;
import dev.rill.faults.Figures;
import dev.rill.faults.HeldStore;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerView;
import dev.rill.threads.DistantDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A store that does not answer while an answer is written: it hangs, or it cannot be reached. */
final class StoreAwayRow {
    private static final Optional<ServerView.Stored> STORED =
            Optional.of(new ServerView.Stored("complete", "one two three "));

    private final FaultBed bed;
    private final ServerView view;
    private final Gate gate = new Gate();

    private StoreAwayRow(FaultBed bed) {
        this.bed = bed;
        this.view = new ServerView(bed.port());
    }

    /** Takes the store away. @return what gives it back */
    private interface Absence {
        AutoCloseable begin() throws Exception;
    }

    static void playHanging(Figures figures) throws Exception {
        try (FaultBed bed = FaultBed.with()) {
            new StoreAwayRow(bed).play("hangs", () -> HeldStore.of(bed.server), figures);
        }
    }

    static void playDown(Figures figures) throws Exception {
        try (DistantDatabase database = DistantDatabase.start();
                FaultBed bed = FaultBed.with("RILL_DATABASE_URL", database.url())) {
            new StoreAwayRow(bed).play("down", () -> {
                database.cut();
                return database::restore;
            }, figures);
        }
    }

    private void play(String how, Absence absence, Figures figures) throws Exception {
        bed.model.byDefault(Answer.of("one ", "two ", "three ").withGate(gate));
        try (EventStream running = bed.ask("running")) {
            gate.release(1);
            running.next("token");
            AutoCloseable giveBack = absence.begin();
            try {
                figures.took(how + ": refused after", refused());
                Polling.until(() -> view.status("/health/ready") == 503);
                assertEquals(200, view.status("/health/live"));
                long released = System.nanoTime();
                gate.release(1);
                assertEquals("two ", running.next("token").json().get("content").stringValue());
                figures.since(how + ": a running stream's token after", released);
                gate.open();
                EventStream.Event end = running.rest().getLast();
                assertEquals("complete", end.event(), end::data);
                assertFalse(end.json().get("saved").booleanValue());
            } finally {
                giveBack.close();
            }
            long back = System.nanoTime();
            Polling.until(() -> view.status("/health/ready") == 200);
            figures.since(how + ": ready again after", back);
            Polling.until(() -> view.last("running").equals(STORED));
            figures.since(how + ": the answer is stored after", back);
            bed.answer("again").assertComplete("one two three ");
        }
    }

    private Duration refused() throws IOException {
        long begun = System.nanoTime();
        try (EventStream refused = bed.ask("refused")) {
            Duration after = Duration.ofNanos(System.nanoTime() - begun);
            assertEquals(503, refused.status());
            assertTrue(refused.header("retry-after").isPresent());
            assertEquals("STORE_UNAVAILABLE", refused.problem().get("code").stringValue());
            return after;
        }
    }
}
