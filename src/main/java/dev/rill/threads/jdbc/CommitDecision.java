package dev.rill.threads.jdbc;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a transaction's outcome is known to the one who waits for it. He may give up at any moment; work that he has
 * given up is not committed, and where it was committed all the same, exactly one side learns that it must be undone.
 */
public final class CommitDecision {
    private enum State { OPEN, COMMITTING, ENDED, GIVEN_UP }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    /** By the one who works, before the commit. @return false: roll back */
    boolean begin() {
        return state.compareAndSet(State.OPEN, State.COMMITTING);
    }

    /** Whether it may have been committed. */
    public boolean begun() {
        return state.get() != State.OPEN;
    }

    /** Whether nobody waits for it any more. */
    public boolean givenUp() {
        return state.get() == State.GIVEN_UP;
    }

    /** By the one who works, after the commit. @return false: nobody waits any more, undo it */
    public boolean end() {
        return state.compareAndSet(State.COMMITTING, State.ENDED);
    }

    /** By the one who waited. @return true: it was committed, undo it */
    public boolean giveUp() {
        return state.getAndSet(State.GIVEN_UP) == State.ENDED;
    }
}
