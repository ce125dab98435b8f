package dev.rill.threads.jdbc;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes each question and an end of its answer in one transaction, which is rolled back. */
final class RehearsedExchanges implements ExchangeStore {
    private final String serverId;
    private final Database database;
    private final ExchangeStatements exchanges;
    private final StoreCalls calls;

    RehearsedExchanges(String serverId, Database database, ExchangeStatements exchanges, StoreCalls calls) {
        this.serverId = serverId;
        this.database = database;
        this.exchanges = exchanges;
        this.calls = calls;
    }

    @Override
    public List<ThreadMessage> accept(AskedQuestion question, int historyLimit) {
        return calls.write(() -> database.rehearsed(connection -> {
            List<ThreadMessage> history = exchanges.accept(connection, serverId, question, historyLimit);
            exchanges.finish(connection, question.owner(), new FinishedAnswer(question.answerId(),
                    question.text(), MessageStatus.COMPLETE, "", List.of(), Optional.empty(), question.askedAt(), 1, 1,
                    Optional.empty()));
            return history;
        }));
    }

    @Override
    public void finish(String owner, FinishedAnswer answer) {
        // it is gone, and has been ended
    }

    @Override
    public void remove(AskedQuestion question) {
        // nothing of it is there
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
