package dev.rill.model;

import dev.rill.stream.Cancellation;

/**
 * What answers: a language model behind an OpenAI-compatible server, or the embedded extractive answerer.
 * One instance serves all streams, from any thread; whoever made it closes it when no call is open.
 */
public interface ModelClient extends AutoCloseable {

    /**
     * Begins one answer. Returns at once; connecting, retries and reading happen inside {@link ModelCall#next}, on
     * the thread that calls it, inside {@link Cancellation#interruptibly}.
     */
    ModelCall call(ModelRequest request, Cancellation cancellation);

    /** Whether a {@link ModelRequest.Tool} may be offered; false too once a server has refused one. */
    boolean acceptsTools();

    /** Whether it does what it is told, so that it can be asked for more than an answer. */
    boolean followsInstructions();

    /** The model's name, for people. */
    String name();

    @Override
    void close();
}
