package dev.rill.trace;

import java.net.URI;
import java.util.Optional;

/** What a span is about. Immutable; it holds no text of anybody's. */
public sealed interface Work {

    /** A question, from when it is accepted to when its answer has been sent. */
    record Question(String threadId, String messageId, String protocol) implements Work {
    }

    /**
     * A search that a request asks for, without a question.
     *
     * @param passages that are wanted
     */
    record Search(int passages) implements Work {
    }

    /**
     * A call of the language model.
     *
     * @param server empty: in this process
     */
    record ModelCall(String model, Optional<URI> server) implements Work {
    }

    /** Texts that become vectors. */
    record Embedding(String model, int texts, Optional<URI> server) implements Work {
    }

    /** What a model may do with the documents, or what is done for it. */
    record Tool(String name) implements Work {
    }

    /** The best of the passages that were found are chosen. */
    record Ranking(int passages) implements Work {
    }

    /** Something is written to the database. */
    record Store(String what) implements Work {
    }
}
