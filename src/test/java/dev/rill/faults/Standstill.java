package dev.rill.faults;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.Phase;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import java.util.Optional;

/** Where an answer has come to when the model server falls silent; it stays there until somebody ends it. */
public enum Standstill {
    /** The client has asked and read nothing. */
    UNREAD("", ""),
    /** The question's vector is waited for. */
    RETRIEVAL("\"retrieval\"", ""),
    NO_HEADERS("event: start", ""),
    NO_TOKEN("event: start", ""),
    MID_ANSWER("two ", "one two "),
    LAST_TOKEN("four ", "one two three four ");

    private static final Answer FOUR = Answer.of("one ", "two ", "three ", "four ");
    private static final String QUERY = "standstill";

    /** What a client reads to know that it has come so far; empty: nothing. */
    public final String sign;
    /** What the thread holds of the answer then. */
    public final String text;

    Standstill(String sign, String text) {
        this.sign = sign;
        this.text = text;
    }

    /** Settings with which all of them can be reached. */
    public static String[] settings(String documents) {
        return new String[] {"OPENAI_EMBEDDING_MODEL", "fake-embedding", "RILL_DOCUMENTS", documents,
            "RILL_RESUME_FOR", "PT0.2S", "RILL_MAX_STREAMS", "10"};
    }

    /** The model's next answer is to come to this. */
    public void prepare(FakeModel model) {
        model.otherwise(request -> embedsQuery(request) ? Optional.of(Script.raw(Effect.silence())) : Optional.empty());
        model.enqueue(switch (this) {
            case UNREAD, NO_HEADERS -> FOUR.withFault(Phase.REQUEST_READ, Effect.silence());
            case RETRIEVAL -> Answer.toolCall("search_documents", "{\"query\":\"" + QUERY + "\"}");
            case NO_TOKEN -> FOUR.withFault(Phase.HEADERS_SENT, Effect.silence());
            case MID_ANSWER -> FOUR.withFault(Phase.MID_ANSWER, Effect.silence());
            case LAST_TOKEN -> FOUR.withFault(Phase.TEXT_SENT, Effect.silence());
        });
    }

    /** Waits until the model server was asked for what it does not answer. */
    public FakeConnection upstream(FakeModel model) throws InterruptedException {
        RecordedRequest request = model.takeRequest();
        while (!(this == RETRIEVAL ? embedsQuery(request) : request.path().endsWith("/chat/completions"))) {
            request = model.takeRequest();
        }
        return request.connection();
    }

    private static boolean embedsQuery(RecordedRequest request) {
        return request.path().endsWith("/embeddings") && request.body().contains(QUERY);
    }
}
