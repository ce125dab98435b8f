package dev.rill.wire.rill;

import dev.rill.chat.Question;
import dev.rill.stream.OnBusy;
import dev.rill.rights.Reader;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A question as Rill's own clients post it. Stateless. */
public final class QuestionBody {
    /** The schema of {@code POST /chat}. */
    static final String WHOLE = "ChatRequest";
    /** The schema of {@code POST /chat/stream}. */
    public static final String STREAMED = "ChatStreamRequest";

    private QuestionBody() {
    }

    /** @param valid by one of the two schemas */
    public static Question question(JsonNode valid, String owner, Reader reader, Question.Repeat repeat) {
        return new Question(owner, reader, valid.get("threadId").stringValue(), valid.get("message").stringValue(),
                valid.optional("systemMessage").map(JsonNode::stringValue),
                "continue".equals(valid.path("onDisconnect").stringValue(null)), repeat,
                OnBusy.valueOf(valid.path("onBusy").stringValue("reject").toUpperCase(Locale.ROOT)));
    }
}
