package dev.rill.chat.query;

import dev.rill.chat.WorkflowContext;
import dev.rill.words.FollowUps;
import java.util.List;

/** What is looked for. Stateless. */
public final class Queries {
    private static final int SHOWN_CHARS = 100;

    private Queries() {
    }

    /**
     * The question itself; with the one before it, so that a follow-up ("and in Docker?") finds its documents too.
     */
    public static List<String> of(WorkflowContext context) {
        String question = context.question();
        return context.history().isEmpty() ? List.of(question)
                : List.of(question, context.history().getLast().question() + "\n" + question);
    }

    /** What is meant by the question: it alone, or with the one before where it cannot be understood without. */
    public static String meant(WorkflowContext context) {
        return FollowUps.refersBack(context.question()) ? of(context).getLast() : context.question();
    }

    /** A query as a person reads it, on one line. */
    public static String shown(String query) {
        String line = query.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SHOWN_CHARS ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARS - 1)) + "…";
    }
}
