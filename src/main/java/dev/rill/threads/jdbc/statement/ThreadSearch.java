package dev.rill.threads.jdbc.statement;

import dev.rill.threads.ThreadStore.ListQuery;
import dev.rill.threads.ThreadStore.Page;
import dev.rill.threads.ThreadSummary;
import dev.rill.threads.jdbc.Dialect;
import dev.rill.threads.jdbc.StoredText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Pages of threads, of all or of those that hold some words. */
public final class ThreadSearch {
    private final Rows rows;

    public ThreadSearch(Dialect dialect) {
        rows = new Rows(dialect);
    }

    public Page list(Handle handle, String owner, ListQuery query) {
        PageCursor after = query.cursor().map(PageCursor::decode).orElse(PageCursor.START);
        String matching = " from thread where owner = :owner" + conditions(query.words().size());
        long total = bindWords(handle.createQuery("select count(*)" + matching).bind("owner", owner), query.words())
                .mapTo(Long.class).one();
        List<ThreadSummary> found = bindWords(handle.createQuery("select " + Rows.SUMMARY_COLUMNS + matching + """
                 and (updated_at, thread_id) < (:updated, :thread)
                order by owner desc, updated_at desc, thread_id desc limit :limit"""), query.words())
                .bind("owner", owner).bind("updated", rows.column(after.updatedAt())).bind("thread", after.threadId())
                .bind("limit", query.limit() + 1)
                .map((row, context) -> rows.summary(row)).list();
        if (found.size() <= query.limit()) {
            return new Page(List.copyOf(found), total, Optional.empty());
        }
        List<ThreadSummary> page = List.copyOf(found.subList(0, query.limit()));
        ThreadSummary last = page.getLast();
        return new Page(page, total, Optional.of(new PageCursor(last.updatedAt(), last.threadId()).encode()));
    }

    private static String conditions(int words) {
        StringBuilder conditions = new StringBuilder();
        for (int i = 0; i < words; i++) {
            conditions.append("""
                     and (lower(name) like :word%1$d escape '!' or exists (select 1 from message
                    where message.owner = thread.owner and message.thread_id = thread.thread_id
                    and lower(content) like :word%1$d escape '!'))""".formatted(i));
        }
        return conditions.toString();
    }

    private static <S extends SqlStatement<S>> S bindWords(S statement, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            statement.bind("word" + i, "%" + escape(StoredText.clean(words.get(i)).toLowerCase(Locale.ROOT)) + "%");
        }
        return statement;
    }

    private static String escape(String word) {
        return word.replaceAll("[!%_]", "!$0");
    }
}
