package dev.rill.threads;

import dev.rill.stream.OnBusy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A question as it is taken into its thread, with the answer that is to come. Immutable.
 *
 * @param questionId its message's
 * @param answerId   the answer's message's
 * @param inPlaceOf  a question of the thread that goes, with all that followed it; nothing goes where it is not there
 * @param before     what was said elsewhere and goes into the thread before it, under ids that no message has; not
 *                   together with {@code inPlaceOf}
 * @param onBusy     what becomes of it where another server answers in the thread
 * @param note       a JSON object that is kept with the answer, for the protocol that the question came by
 */
public record AskedQuestion(String owner, String threadId, String questionId, String answerId, String text,
                            Instant askedAt, Optional<String> inPlaceOf, List<ThreadMessage> before,
                            OnBusy onBusy, Optional<String> note) {

    public AskedQuestion {
        before = List.copyOf(before);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "AskedQuestion[owner=" + owner + ", threadId=" + threadId + ", answerId=" + answerId + "]";
    }
}
