package dev.rill.threads.jdbc.statement;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.FinishedAnswer;
import java.time.Instant;

/** What is left to be written of a question or its answer. */
public sealed interface ExchangeStep {

    record Answered(String owner, FinishedAnswer answer) implements ExchangeStep {
    }

    /** It was rolled back. */
    record Removed(AskedQuestion question) implements ExchangeStep {
    }

    /** Tokens of an answer that is not finished in the store. */
    record Charged(String owner, Instant at, long tokens) implements ExchangeStep {
    }

    /** The client was told that its question was not taken. */
    record Withdrawn(AskedQuestion question) implements ExchangeStep {
    }
}
