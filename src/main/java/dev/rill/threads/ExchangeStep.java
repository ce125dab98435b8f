package dev.rill.threads;

/** One step of a question and its answer, as it is written to the database, and written again where it got lost. */
sealed interface ExchangeStep {

    record Asked(Exchanges.Question question) implements ExchangeStep {
    }

    record Answered(String owner, FinishedAnswer answer) implements ExchangeStep {
    }

    /** The client was told that its question was not taken. */
    record Withdrawn(Exchanges.Question question) implements ExchangeStep {
    }
}
