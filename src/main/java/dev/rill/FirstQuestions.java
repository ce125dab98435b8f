package dev.rill;

import dev.rill.chat.Question;
import dev.rill.chat.Rehearsal;
import dev.rill.chat.investigation.ChatWorkflow;
import dev.rill.config.RillConfig;
import dev.rill.http.access.User;
import dev.rill.http.body.RequestBodies;
import dev.rill.live.StreamTimes;
import dev.rill.live.Watchdog;
import dev.rill.model.ExtractiveAnswerer;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.rights.Reader;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.rill.QuestionBody;
import dev.rill.wire.rill.RillCodec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** What a first question needs, run before it is asked; nothing leaves this process. The thread that starts it. */
final class FirstQuestions {
    private static final byte[] QUESTION = "{\"threadId\":\"rehearsal\",\"message\":\"How does it begin?\"}"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 20;
    private static final Duration AT_MOST = Duration.ofMillis(300);

    private FirstQuestions() {
    }

    static void ask(RequestBodies bodies, ThreadStore store, GuardedDocuments documents, RillConfig config,
                    StreamTimes times, Watchdog watchdog, Clock clock) {
        boolean elsewhere = config.embeddings().source() == RillConfig.Embeddings.Source.ENDPOINT
                || config.storage().searchUrl().isPresent();
        new Rehearsal(() -> QuestionBody.question(bodies.schema(QuestionBody.STREAMED).valid(QUESTION),
                User.ANYBODY.id(), Reader.NOBODY, new Question.Repeat.No()),
                new ChatWorkflow(new ExtractiveAnswerer(), elsewhere ? GuardedDocuments.NONE : documents,
                        config.chat()),
                store.rehearsal(), config.chat().historyTokens(), new RillCodec(), times, watchdog, clock)
                .run(MOST, AT_MOST);
    }
}
