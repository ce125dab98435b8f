package dev.rill.threads.jdbc.store;

import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.Finished;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.StoreCalls;
import dev.rill.threads.jdbc.statement.ExchangeStatements;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Writes each question and an end of its answer in one transaction, which is rolled back. */
final class RehearsedExchanges implements ExchangeStore {
    private final Database database;
    private final ExchangeStatements exchanges;
    private final StoreCalls calls;

    RehearsedExchanges(Database database, ExchangeStatements exchanges, StoreCalls calls) {
        this.database = database;
        this.exchanges = exchanges;
        this.calls = calls;
    }

    @Override
    public Acceptance accept(AskedQuestion question, int historyLimit) {
        return calls.write(() -> database.rehearsed(connection -> {
            Acceptance accepted = exchanges.accept(connection, question, historyLimit);
            exchanges.finish(connection, question.owner(), new FinishedAnswer(question.answerId(),
                    question.text(), MessageStatus.COMPLETE, "", List.of(), Optional.empty(), question.askedAt(), 1, 1,
                    Optional.empty()));
            return accepted;
        }));
    }

    @Override
    public boolean endsOnceStored() {
        return false;
    }

    @Override
    public Finished finish(String owner, FinishedAnswer answer, BooleanSupplier again) {
        return Finished.STORED; // it is gone, and has been ended
    }

    @Override
    public Finished remove(AskedQuestion question, BooleanSupplier again) {
        return Finished.STORED; // nothing of it is there
    }

    @Override
    public boolean takeTurn(AskedQuestion question, boolean byForce) {
        return true;
    }

    @Override
    public void charge(String owner, Instant at, long tokens) {
        // nobody asked
    }

    @Override
    public Optional<List<ThreadMessage>> messages(String owner, String threadId) {
        return Optional.empty();
    }

    @Override
    public Optional<ThreadStore.Earlier> earlier(String owner, String threadId, Optional<String> questionId,
                                                 String question) {
        return Optional.empty();
    }
}
