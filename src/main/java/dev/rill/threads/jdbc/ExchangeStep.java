package dev.rill.threads.jdbc;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.FinishedAnswer;

/** One step of a question and its answer, as it is written to the database, and written again where it got lost. */
public sealed interface ExchangeStep {

    /** @param serverId of the server that answers */
    record Asked(String serverId, AskedQuestion question) implements ExchangeStep {
    }

    record Answered(String owner, FinishedAnswer answer) implements ExchangeStep {
    }

    /** The client was told that its question was not taken. */
    record Withdrawn(AskedQuestion question) implements ExchangeStep {
    }
}
