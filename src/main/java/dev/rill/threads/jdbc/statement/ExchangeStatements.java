package dev.rill.threads.jdbc.statement;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import dev.rill.threads.Acceptance;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.Finished;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.OpenAnswers;
import dev.rill.threads.jdbc.StoredText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statements of a question and its answer. Plain JDBC, because every answer pays for them. Each method is one
 * transaction, which the caller commits. A thread's row is locked before its messages are written. An answer's row
 * names the server that writes it until it ends; nobody else ends it, but for those who take its server for dead.
 */
public final class ExchangeStatements {
    private static final String MAKE = """
            insert into thread (owner, thread_id, name, named, created_at, updated_at, message_count)
            values (?, ?, ?, false, ?, ?, ?) on conflict do nothing""";
    private static final String LEAVE = """
            delete from message where owner = ? and thread_id = ? and seq >= (select min(seq) from message
                where owner = ? and thread_id = ? and role = 'user' and message_id in (?, ?))""";
    private static final String INSERT = """
            insert into message
                (message_id, owner, thread_id, role, status, content, created_at, finished_at, server_id, note)
            values (?, ?, ?, 'user', 'complete', ?, ?, ?, null, null),
                (?, ?, ?, 'assistant', 'streaming', '', ?, null, ?, ?)""";
    /** Ordered by the whole index. */
    private static final String HISTORY = "select " + Rows.MESSAGE_COLUMNS + """
             from message where owner = ? and thread_id = ?
            order by owner desc, thread_id desc, seq desc limit ?""";
    private static final String TOUCH_FINISHED = """
            update thread set updated_at = case when updated_at < ? then ? else updated_at end
            where owner = ? and thread_id =
                (select thread_id from message where message_id = ? and owner = ? and server_id = ?)""";
    private static final String FINISH = """
            update message set content = ?, status = ?, error_code = ?, sources = ?, prompt_tokens = ?,
                completion_tokens = ?, total_tokens = ?, duration_ms = ?, first_token_ms = ?, finished_at = ?,
                finish_reason = ?, server_id = null
            where message_id = ? and owner = ? and server_id = ?""";

    private final Rows rows;
    private final SaidMessages said;
    private final AnswerFence fence;
    private final EndedAnswers ended;
    private final TokenUse tokenUse;
    private final String serverId;
    private final Optional<OpenAnswers> open;
    private final int atOnce;

    /**
     * @param serverId of the server that answers
     * @param open     where others may answer beside it
     * @param atOnce   how many answers of an owner may be open then; zero: any number
     */
    public ExchangeStatements(Dialect dialect, TokenUse tokenUse, String serverId, Optional<OpenAnswers> open,
                              int atOnce) {
        this.rows = new Rows(dialect);
        this.said = new SaidMessages(dialect);
        this.fence = new AnswerFence(dialect, serverId);
        this.ended = new EndedAnswers(rows, tokenUse, open);
        this.tokenUse = tokenUse;
        this.serverId = serverId;
        this.open = open;
        this.atOnce = atOnce;
    }

    /** Where it is refused, the transaction has been rolled back. */
    public Acceptance accept(Connection connection, AskedQuestion question, int historyLimit) throws SQLException {
        String text = StoredText.clean(question.text());
        Object now = rows.column(question.askedAt());
        boolean made = !touch(connection, question, text, now);
        boolean waits = false;
        if (open.isPresent()) {
            switch (open.get().open(connection, serverId, question, atOnce)) {
                case OpenAnswers.Opening.Opened opened -> waits = opened.waits();
                case OpenAnswers.Opening.Refused(Acceptance why) -> {
                    connection.rollback();
                    return why;
                }
            }
        }
        if (!made && question.inPlaceOf().isPresent()) {
            leave(connection, question, question.inPlaceOf().get());
        }
        List<ThreadMessage> history = made || historyLimit <= 0
                ? List.of() : history(connection, question, historyLimit);
        if (!question.before().isEmpty()) {
            history = with(history, question.before(), historyLimit);
            said.into(connection, question.owner(), question.threadId(), question.before());
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, question.questionId());
            insert.setString(2, question.owner());
            insert.setString(3, question.threadId());
            insert.setString(4, text);
            insert.setObject(5, now);
            insert.setObject(6, now);
            insert.setString(7, question.answerId());
            insert.setString(8, question.owner());
            insert.setString(9, question.threadId());
            insert.setObject(10, now);
            insert.setString(11, serverId);
            insert.setString(12, question.note().map(StoredText::clean).orElse(null));
            insert.executeUpdate();
        }
        return new Acceptance.Taken(history, waits);
    }

    private static List<ThreadMessage> with(List<ThreadMessage> history, List<ThreadMessage> more, int limit) {
        List<ThreadMessage> all = new ArrayList<>(history);
        all.addAll(more);
        return List.copyOf(all.subList(Math.max(0, all.size() - limit), all.size()));
    }

    /** @return false where the thread was made */
    private boolean touch(Connection connection, AskedQuestion question, String text, Object now)
            throws SQLException {
        String name = ThreadName.from(SaidMessages.firstQuestion(question.before()).orElse(text));
        int messages = question.before().size() + 2;
        while (true) {
            try (PreparedStatement touch = connection.prepareStatement(SingleMessages.TOUCH)) {
                touch.setInt(1, messages);
                touch.setObject(2, now);
                touch.setObject(3, now);
                touch.setString(4, name);
                touch.setString(5, question.owner());
                touch.setString(6, question.threadId());
                if (touch.executeUpdate() > 0) {
                    return true;
                }
            }
            if (update(connection, MAKE, question.owner(), question.threadId(), name, now, now, messages) > 0) {
                return false;
            }
            // somebody else made it meanwhile
        }
    }

    /** What was asked with the question's own id went that way before. */
    private static void leave(Connection connection, AskedQuestion question, String other) throws SQLException {
        int gone = update(connection, LEAVE, question.owner(), question.threadId(), question.owner(),
                question.threadId(), question.questionId(), StoredText.clean(other));
        if (gone > 0) {
            SingleMessages.count(connection, question.owner(), question.threadId(), -gone);
        }
    }

    private List<ThreadMessage> history(Connection connection, AskedQuestion question, int limit)
            throws SQLException {
        List<ThreadMessage> messages = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HISTORY)) {
            select.setString(1, question.owner());
            select.setString(2, question.threadId());
            select.setInt(3, limit);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    messages.add(rows.message(found));
                }
            }
        }
        Collections.reverse(messages);
        return List.copyOf(messages);
    }

    /** Does nothing where the answer is no longer this server's, or is gone with its thread. */
    public Finished finish(Connection connection, String owner, FinishedAnswer answer) throws SQLException {
        Object finished = rows.column(answer.finishedAt());
        try (PreparedStatement touch = connection.prepareStatement(TOUCH_FINISHED)) {
            touch.setObject(1, finished);
            touch.setObject(2, finished);
            touch.setString(3, owner);
            touch.setString(4, answer.messageId());
            touch.setString(5, owner);
            touch.setString(6, serverId);
            if (touch.executeUpdate() == 0) {
                return ended.elsewhere(connection, owner, answer);
            }
        }
        Optional<Usage> usage = answer.usage();
        try (PreparedStatement finish = connection.prepareStatement(FINISH)) {
            finish.setString(1, StoredText.clean(answer.text()));
            finish.setString(2, Rows.column(answer.status()));
            finish.setString(3, answer.errorCode());
            finish.setString(4, SourcesJson.write(answer.sources()));
            SaidMessages.setLong(finish, 5, usage.map(Usage::promptTokens));
            SaidMessages.setLong(finish, 6, usage.map(Usage::completionTokens));
            SaidMessages.setLong(finish, 7, usage.map(Usage::totalTokens));
            finish.setLong(8, answer.durationMillis());
            SaidMessages.setLong(finish, 9, Optional.of(answer.firstTokenMillis()).filter(millis -> millis >= 0));
            finish.setObject(10, finished);
            finish.setString(11, answer.finishReason().map(FinishReason::word).orElse(null));
            finish.setString(12, answer.messageId());
            finish.setString(13, owner);
            finish.setString(14, serverId);
            if (finish.executeUpdate() == 0) {
                return ended.elsewhere(connection, owner, answer);
            }
        }
        tokenUse.charge(connection, owner, answer.finishedAt(), answer.tokens());
        close(connection, answer.messageId());
        return Finished.STORED;
    }

    private void close(Connection connection, String answerId) throws SQLException {
        if (open.isPresent()) {
            open.get().close(connection, serverId, answerId);
        }
    }

    /** Takes back a question whose client was told that it was not taken. */
    private Finished withdraw(Connection connection, AskedQuestion question) throws SQLException {
        if (question.inPlaceOf().isPresent()) {
            Finished mine = fence.written(connection, question, true);
            // what was in its place does not come back, and its id may be asked again
            return mine != Finished.STORED ? mine : finish(connection, question.owner(),
                    new FinishedAnswer(question.answerId(), "", MessageStatus.ERROR,
                            ErrorCode.STORE_UNAVAILABLE.name(), List.of(), Optional.empty(), question.askedAt(), 0,
                            -1, Optional.empty()));
        }
        return remove(connection, question, true);
    }

    /**
     * Takes a question and its answer away, where this server wrote it.
     *
     * @param abandoned also where others took it for abandoned
     */
    Finished remove(Connection connection, AskedQuestion question, boolean abandoned) throws SQLException {
        if (SingleMessages.count(connection, question.owner(), question.threadId(), 0) == 0) {
            return Finished.GONE;
        }
        Finished mine = fence.written(connection, question, abandoned);
        if (mine != Finished.STORED) {
            return mine;
        }
        close(connection, question.answerId());
        List<String> taken = Stream.concat(question.before().stream().map(ThreadMessage::id),
                Stream.of(question.questionId(), question.answerId())).toList();
        if (SingleMessages.delete(connection, question.owner(), question.threadId(), taken) > 0) {
            update(connection, """
                    delete from thread where owner = ? and thread_id = ? and message_count = 0 and not named
                    and metadata is null and created_at = ?""", question.owner(), question.threadId(),
                    rows.column(question.askedAt()));
            update(connection, """
                    update thread set name = '' where owner = ? and thread_id = ? and message_count = 0
                    and not named""", question.owner(), question.threadId());
        }
        return Finished.STORED;
    }

    /** Does a step, which may have been done before. */
    public Finished write(Connection connection, ExchangeStep step) throws SQLException {
        return switch (step) {
            case ExchangeStep.Answered(String owner, FinishedAnswer answer) -> finish(connection, owner, answer);
            case ExchangeStep.Removed(AskedQuestion question) -> remove(connection, question, false);
            case ExchangeStep.Charged(String owner, Instant at, long tokens) -> {
                tokenUse.charge(connection, owner, at, tokens);
                yield Finished.STORED;
            }
            case ExchangeStep.Withdrawn(AskedQuestion question) -> withdraw(connection, question);
        };
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
