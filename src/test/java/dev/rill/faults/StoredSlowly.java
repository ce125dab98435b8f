package dev.rill.faults;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerView;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** An answer that the model has ended and that the store has not taken yet. */
public final class StoredSlowly implements AutoCloseable {
    private static final ServerView.Stored STORED = new ServerView.Stored("complete", "one two ");

    private final ServerView view;
    private final String threadId;
    private final EventStream stream;
    private final String messageId;
    private final HeldStore held;

    private StoredSlowly(FaultBed bed, String threadId, EventStream stream, Gate gate) throws Exception {
        this.view = new ServerView(bed.port());
        this.threadId = threadId;
        this.stream = stream;
        this.messageId = stream.next("start").json().get("messageId").stringValue();
        this.held = HeldStore.of(bed.server);
        gate.open();
        while (!stream.next("step").json().get("status").stringValue().equals("complete")) {
            // the last event before the answer is stored
        }
    }

    public static StoredSlowly ask(FaultBed bed, String threadId) throws Exception {
        Gate gate = new Gate();
        bed.model.enqueue(Answer.of("one ", "two ").withGate(gate));
        StoredSlowly answer = new StoredSlowly(bed, threadId, bed.ask(threadId), gate);
        Standstill.NO_TOKEN.upstream(bed.model);
        return answer;
    }

    public String messageId() {
        return messageId;
    }

    public void leave() throws IOException {
        stream.reset();
    }

    /** Lets the store go on. */
    public void assertCompletes() throws SQLException, InterruptedException {
        held.close();
        Polling.until(() -> view.last(threadId).equals(Optional.of(STORED)));
    }

    @Override
    public void close() throws IOException, SQLException {
        held.close();
        stream.close();
    }
}
