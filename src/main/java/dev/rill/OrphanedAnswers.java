package dev.rill;

import dev.rill.copy.CopyUnavailableException;
import dev.rill.copy.OrphanedCopies;
import dev.rill.threads.SharedAnswers;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ends the copies of answers whose server died and which this server has ended in the database. Again and again, by one
 * thread: what cannot be done now is tried the next time, until nobody can look on any more.
 */
final class OrphanedAnswers implements Runnable {
    private static final int TRIES = 60;

    private record Orphan(String messageId, int tried) {
    }

    private final SharedAnswers answers;
    private final OrphanedCopies copies;
    private final Deque<Orphan> left = new ArrayDeque<>();

    OrphanedAnswers(SharedAnswers answers, OrphanedCopies copies) {
        this.answers = answers;
        this.copies = copies;
    }

    @Override
    public void run() {
        answers.orphans().forEach(messageId -> left.add(new Orphan(messageId, 0)));
        for (int i = left.size(); i > 0; i--) {
            Orphan orphan = left.remove();
            try {
                copies.end(orphan.messageId());
            } catch (CopyUnavailableException e) {
                if (orphan.tried() < TRIES) {
                    left.add(new Orphan(orphan.messageId(), orphan.tried() + 1));
                }
            }
        }
    }
}
