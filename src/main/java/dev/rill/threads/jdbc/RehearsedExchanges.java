package dev.rill.threads.jdbc;

import dev.rill.threads.ExchangeStore;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.ExchangeStatements.Question;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes each question and an end of its answer in one transaction, which is rolled back. */
final class RehearsedExchanges implements ExchangeStore {
    private final String serverId;
    private final Database database;
    private final StoreCalls calls;

    RehearsedExchanges(String serverId, Database database, StoreCalls calls) {
        this.serverId = serverId;
        this.database = database;
        this.calls = calls;
    }

    @Override
    public List<ThreadMessage> accept(String owner, String threadId, String questionId, String answerId,
                                      String question, Instant now, int historyLimit) {
        Question asked = new Question(serverId, owner, threadId, questionId, answerId, question, now, historyLimit);
        return calls.write(() -> database.rehearsed(connection -> {
            List<ThreadMessage> history = ExchangeStatements.accept(connection, asked);
            ExchangeStatements.finish(connection, owner, new FinishedAnswer(answerId, question, MessageStatus.COMPLETE, "",
                    List.of(), Optional.empty(), now, 1, 1, Optional.empty()));
            return history;
        }));
    }

    @Override
    public void finish(String owner, FinishedAnswer answer) {
        // it is gone, and has been ended
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
