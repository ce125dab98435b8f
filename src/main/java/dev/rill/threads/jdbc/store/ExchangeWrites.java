package dev.rill.threads.jdbc.store;

import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.Finished;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import dev.rill.threads.jdbc.CommitDecision;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.StoreCalls;
import dev.rill.threads.jdbc.statement.ExchangeStatements;
import dev.rill.threads.jdbc.statement.ExchangeStep;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Questions and the ends of their answers, each written once, however the database takes it. Any thread. */
final class ExchangeWrites {
    private static final System.Logger LOGGER = System.getLogger(ExchangeWrites.class.getName());

    private final Database database;
    private final ExchangeStatements statements;
    private final StoreCalls calls;
    private final RetriedWrites unsaved = new RetriedWrites();
    /** Of questions, by their ids. */
    private final ConcurrentHashMap<String, CommitDecision> committing = new ConcurrentHashMap<>();

    ExchangeWrites(Database database, ExchangeStatements statements, StoreCalls calls) {
        this.database = database;
        this.statements = statements;
        this.calls = calls;
    }

    /** @throws StoreUnavailableException when nothing was taken; what is committed all the same is taken back */
    Acceptance accept(AskedQuestion question, int historyLimit) {
        CommitDecision commitment = new CommitDecision();
        try {
            Acceptance acceptance = calls.write(() -> commit(question, historyLimit, commitment));
            if (acceptance == null) {
                throw new StoreUnavailableException("The question could not be committed", null);
            }
            return acceptance;
        } catch (StoreUnavailableException e) {
            if (commitment.giveUp()) {
                unsaved.add(new ExchangeStep.Withdrawn(question));
            }
            throw e;
        }
    }

    /**
     * Before a question is looked for that may have been asked before.
     *
     * @throws StoreUnavailableException where it is about to be taken back, and may be asked anew when it is
     */
    void requireKept(String questionId) {
        CommitDecision commitment = committing.get(questionId);
        if (commitment != null && commitment.givenUp() || unsaved.withdraws(questionId)) {
            throw new StoreUnavailableException("The question is being taken back", null);
        }
    }

    private Acceptance commit(AskedQuestion question, int historyLimit, CommitDecision commitment)
            throws SQLException {
        boolean known = false;
        committing.put(question.questionId(), commitment);
        try {
            Acceptance acceptance = database.transaction(
                    connection -> statements.accept(connection, question, historyLimit), commitment);
            known = acceptance == null || commitment.end();
            return acceptance;
        } finally {
            if (!known && commitment.begun()) {
                unsaved.add(new ExchangeStep.Withdrawn(question));
            }
            committing.remove(question.questionId(), commitment);
        }
    }

    /** @throws StoreUnavailableException when it is not written now; {@link #retry} does it then */
    Finished write(ExchangeStep step) {
        try {
            return save(step);
        } catch (StoreUnavailableException e) {
            unsaved.add(step);
            throw e;
        }
    }

    /**
     * The end of an answer.
     *
     * @param late what is left to do where others may have taken the answer
     */
    Finished end(ExchangeStep step, ExchangeStep late, Optional<JdbcSharedAnswers> shared, BooleanSupplier again) {
        return shared.isEmpty() ? write(step) : commit(step, late, () ->
                shared.get().held() && again.getAsBoolean() && shared.get().held());
    }

    /**
     * Tries until it is known to be committed, or not to be any more.
     *
     * @param late  what is to be written then, when the database is back; it undoes what was committed all the same
     * @param again whether there is to be another attempt
     */
    private Finished commit(ExchangeStep step, ExchangeStep late, BooleanSupplier again) {
        while (true) {
            CommitDecision commitment = new CommitDecision();
            try {
                Finished finished = calls.write(() -> database.transaction(
                        connection -> statements.write(connection, step), commitment));
                if (finished != null) {
                    return finished;
                }
            } catch (StoreUnavailableException e) {
                commitment.giveUp();
                LOGGER.log(System.Logger.Level.DEBUG, "The end of an answer is not stored yet", e);
            }
            if (!again.getAsBoolean()) {
                LOGGER.log(System.Logger.Level.WARNING, "The end of an answer could not be stored while it was this "
                        + "server's to end");
                unsaved.add(late);
                return Finished.LOST;
            }
        }
    }

    private Finished save(ExchangeStep step) {
        return calls.write(() -> database.transaction(connection -> statements.write(connection, step)));
    }

    /** Writes what could not be written before. One thread. */
    void retry() {
        Optional<ExchangeStep> step;
        while ((step = unsaved.first()).isPresent()) {
            try {
                save(step.get());
            } catch (IllegalStateException e) {
                LOGGER.log(System.Logger.Level.ERROR, "An ended answer cannot be stored", e);
            }
            unsaved.done(step.get());
        }
    }
}
