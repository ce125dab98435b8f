package dev.rill.threads.jdbc.statement;

import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore.Earlier;
import dev.rill.threads.ThreadStore.Stats;
import dev.rill.threads.ThreadSummary;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.StoredText;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Statements on single threads and on all of an owner's. Each method is part of its caller's transaction. */
public final class ThreadQueries {
    private static final String SELECT = "select " + Rows.SUMMARY_COLUMNS + " from thread where owner = :owner ";

    private final Rows rows;
    private final String forUpdate;
    private final Optional<OpenAnswers> open;

    /** @param open where others may answer beside this server */
    public ThreadQueries(Dialect dialect, Optional<OpenAnswers> open) {
        this.open = open;
        rows = new Rows(dialect);
        forUpdate = dialect.forUpdate();
    }

    /** One that is there stays as it is. */
    public ThreadSummary create(Handle handle, String owner, String threadId, Optional<String> name,
                                Optional<String> metadata, Instant now) {
        handle.createUpdate("""
                insert into thread (owner, thread_id, name, named, metadata, created_at, updated_at, message_count)
                values (:owner, :thread, :name, :named, :metadata, :now, :now, 0) on conflict do nothing""")
                .bind("owner", owner).bind("thread", threadId)
                .bind("name", name.map(ThreadName::given).orElse("")).bind("named", name.isPresent())
                .bind("metadata", metadata.map(StoredText::clean)).bind("now", rows.column(now)).execute();
        return find(handle, owner, threadId).orElseThrow();
    }

    public Optional<ThreadSummary> find(Handle handle, String owner, String threadId) {
        return handle.createQuery(SELECT + "and thread_id = :thread").bind("owner", owner)
                .bind("thread", StoredText.clean(threadId)).map((row, context) -> rows.summary(row)).findOne();
    }

    public Optional<List<ThreadMessage>> messages(Handle handle, String owner, String threadId) {
        if (find(handle, owner, threadId).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(handle.createQuery("select " + Rows.SHOWN_COLUMNS + """
                 from message where owner = :owner and thread_id = :thread
                order by owner, thread_id, seq""").bind("owner", owner).bind("thread", threadId)
                .map((row, context) -> rows.shown(row)).list()));
    }

    /** An answer is written with its question, and nothing comes between them. */
    public Optional<Earlier> earlier(Handle handle, String owner, String threadId, Optional<String> questionId,
                                     String question) {
        record Asked(long seq, boolean same) {
        }
        String owned = " from message where owner = :owner and thread_id = :thread ";
        String text = StoredText.clean(question);
        Optional<Asked> asked = handle.createQuery("select seq, content" + owned + """
                and role = 'user' and (cast(:question as varchar) is null or message_id = :question)
                order by owner desc, thread_id desc, seq desc limit 1""")
                .bind("owner", owner).bind("thread", threadId).bind("question", questionId)
                .map((row, context) -> new Asked(row.getLong(1), row.getString(2).equals(text))).findOne();
        return asked.flatMap(found -> handle.createQuery("select message_id" + owned + """
                and seq > :seq order by owner, thread_id, seq limit 1""")
                .bind("owner", owner).bind("thread", threadId).bind("seq", found.seq()).mapTo(String.class).findOne()
                .map(answerId -> new Earlier(answerId, found.same())));
    }

    public boolean hasEnded(Handle handle, String owner, String answerId) {
        return handle.createQuery("""
                select 1 from message where message_id = :answer and owner = :owner and role = 'assistant'
                and status <> 'streaming'""").bind("answer", StoredText.clean(answerId)).bind("owner", owner)
                .mapTo(Integer.class).findOne().isPresent();
    }

    public Optional<ThreadSummary> update(Handle handle, String owner, String threadId, Optional<String> name,
                                          Optional<String> metadata) {
        handle.createUpdate("""
                update thread set name = coalesce(:name, name), named = named or :named,
                    metadata = coalesce(:metadata, metadata)
                where owner = :owner and thread_id = :thread""")
                .bind("name", name.map(ThreadName::given)).bind("named", name.isPresent())
                .bind("metadata", metadata.map(StoredText::clean))
                .bind("owner", owner).bind("thread", StoredText.clean(threadId)).execute();
        return find(handle, owner, threadId);
    }

    public boolean delete(Handle handle, String owner, String threadId) throws SQLException {
        // the thread first: its row is the lock under which messages are written
        int deleted = handle.createUpdate("delete from thread where owner = :owner and thread_id = :thread")
                .bind("owner", owner).bind("thread", StoredText.clean(threadId)).execute();
        if (deleted == 0) {
            return false;
        }
        handle.createUpdate("delete from message where owner = :owner and thread_id = :thread")
                .bind("owner", owner).bind("thread", threadId).execute();
        if (open.isPresent()) {
            open.get().forget(handle.getConnection(), owner, threadId);
        }
        return true;
    }

    public Stats stats(Handle handle, String owner) {
        record Totals(long threads, double average) {
        }
        Totals totals = handle.createQuery("""
                select count(*), coalesce(avg(cast(message_count as double precision)), 0) from thread
                where owner = :owner""").bind("owner", owner)
                .map((row, context) -> new Totals(row.getLong(1), row.getDouble(2))).one();
        return new Stats(totals.threads(), totals.average(),
                firstBy(handle, owner, "created_at, thread_id"),
                firstBy(handle, owner, "created_at desc, thread_id desc"),
                firstBy(handle, owner, "message_count desc, updated_at desc, thread_id"));
    }

    private Optional<ThreadSummary> firstBy(Handle handle, String owner, String order) {
        return handle.createQuery(SELECT + "order by " + order + " limit 1").bind("owner", owner)
                .map((row, context) -> rows.summary(row)).findOne();
    }

    /**
     * Deletes some of the threads without activity since then, but none in which an answer is streaming.
     *
     * @return how many there were, at the most {@code limit}
     */
    public int deleteInactive(Handle handle, Instant since, int limit) throws SQLException {
        record Key(String owner, String threadId) {
        }
        List<Key> inactive = handle.createQuery("""
                select owner, thread_id from thread where updated_at < :since
                and not exists (select 1 from message where message.owner = thread.owner
                    and message.thread_id = thread.thread_id and server_id > '')
                limit :limit""" + forUpdate).bind("since", rows.column(since)).bind("limit", limit)
                .map((row, context) -> new Key(row.getString(1), row.getString(2))).list();
        for (Key key : inactive) {
            delete(handle, key.owner(), key.threadId());
        }
        return inactive.size();
    }
}
