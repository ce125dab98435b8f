package dev.rill.wire;

import dev.rill.chat.Question;
import dev.rill.http.body.BodySchema;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.response.Json;
import tools.jackson.databind.node.ObjectNode;

/** Holds a question that came in another form against what Rill's own may say. Any thread. */
public final class QuestionCheck {
    private final BodySchema own;

    public QuestionCheck(RequestBodies bodies) {
        own = bodies.schema("ChatRequest");
    }

    /**
     * @return the question
     * @throws dev.rill.http.problem.ProblemException (400) where its thread's id, its text or its system message may
     *                                                not be so
     */
    public Question checked(Question question) {
        ObjectNode asked = Json.object().put("threadId", question.threadId()).put("message", question.message());
        question.systemMessage().ifPresent(text -> asked.put("systemMessage", text));
        own.valid(Json.bytes(asked));
        return question;
    }
}
