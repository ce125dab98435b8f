package dev.rill.threads;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What servers that share a database know of the answers that each of them writes. Any thread; its store closes it.
 *
 * <p>Methods that ask the database throw {@link ThreadStore.StoreUnavailableException} as the store's do.
 */
public interface SharedAnswers {

    /** How an answer of this server stands with the others. */
    enum Standing {
        RUNS,
        /** Somebody wants it to end. */
        STOPPED,
        /** It is to give way to another in its thread, as far as it came. */
        REPLACED,
        /** It is to end, and to be taken away. */
        ROLLED_BACK,
        /** It was deleted, with its thread. */
        DELETED,
        /** Others took this server for dead. */
        LOST
    }

    /**
     * What another server last said about its streams.
     *
     * @param server  its name
     * @param streams a JSON object
     */
    record Said(String server, String streams) {
        /** Without what is in it. */
        @Override
        public String toString() {
            return "Said[]";
        }
    }

    /**
     * A server that writes an answer.
     *
     * @param serverId of its run
     * @param name     by which people know it; empty where it has just died
     */
    record Writer(String serverId, String name) {
        /** Without its name. */
        @Override
        public String toString() {
            return "Writer[]";
        }
    }

    /** By which people know this server. */
    String name();

    /** Which server writes an answer; empty where none does. */
    Optional<Writer> writer(String owner, String answerId);

    /** The answers of an owner that are being written, by their threads. */
    Map<String, String> running(String owner);

    /**
     * Asks whoever writes an answer to end it.
     *
     * @param rollBack whether it goes then, with its question
     * @return false where nobody writes it
     */
    boolean stop(String owner, String answerId, boolean rollBack);

    /** Of answers that this server has accepted. */
    Map<String, Standing> standings(Collection<String> answerIds);

    /** Answers of servers that died which this server has ended as {@code interrupted}, each once. */
    List<String> orphans();

    /** Gives one that is interrupted more of its text, where it was known to have less. */
    void recover(String answerId, String text);

    /**
     * Whether nobody can have taken this server for dead: by its own clock, without asking. Where not, it may write on
     * no answer.
     */
    boolean held();

    /**
     * Runs this whenever another server may have said something about this one's answers, at the latest every second,
     * on a thread of the store's.
     */
    void watch(Runnable look);

    /** Tells the others every few seconds what this says, on a thread of the store's. */
    void tell(Supplier<String> streams);

    /** What the others tell, by their names. */
    List<Said> told();
}
