package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.chat.Question;
import dev.rill.fuzz.FuzzTarget;
import dev.rill.http.body.ApiDocument;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.body.StrictJson;
import dev.rill.http.problem.Problem.MemberError;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Json;
import dev.rill.http.route.thread.ThreadBody;
import dev.rill.rights.Reader;
import dev.rill.wire.rill.QuestionBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** A body is what the schemas allow, or a problem that points at what is wrong. */
public final class RequestBodyFuzz implements FuzzTarget {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_SYSTEM_MESSAGE = 200;
    private static final String BLANK = "[\\s\\p{Z}]*";

    private final RequestBodies bodies =
            new RequestBodies(ApiDocument.load(MAX_MESSAGE, MAX_SYSTEM_MESSAGE), MAX_BYTES);
    private final StrictJson json = new StrictJson(MAX_BYTES);

    @Override
    public void check(byte[] input) {
        Optional<Question> chat = valid(question("ChatRequest"), input);
        Optional<Question> stream = valid(question(QuestionBody.STREAMED), input);
        chat.ifPresent(body -> assertEquals(body, stream.orElseThrow(), "what is valid without is valid with"));
        stream.ifPresent(RequestBodyFuzz::checkChat);
        Optional<ThreadBody> created = valid(thread("CreateThread"), input);
        if (input.length > 0) {
            assertEquals(created, valid(thread("UpdateThread"), input));
        }
        created.ifPresent(RequestBodyFuzz::checkThread);
        valid(body -> json.read(body, body.length), input).ifPresent(RequestBodyFuzz::checkRoundTrip);
    }

    private Function<byte[], Question> question(String schema) {
        return body -> QuestionBody.question(bodies.schema(schema).valid(body), "", Reader.NOBODY,
                new Question.Repeat.No());
    }

    private Function<byte[], ThreadBody> thread(String schema) {
        return body -> ThreadBody.of(bodies.schema(schema).valid(body));
    }

    private static <T> Optional<T> valid(Function<byte[], T> read, byte[] input) {
        try {
            return Optional.of(read.apply(input));
        } catch (ProblemException e) {
            checkProblem(e.problem());
            return Optional.empty();
        }
    }

    private static void checkProblem(Problem problem) {
        assertEquals(ProblemCode.INVALID_REQUEST, problem.code());
        assertEquals(400, problem.status());
        assertFalse(problem.errors().isEmpty());
        for (MemberError error : problem.errors()) {
            assertEquals(error.pointer(), JsonPointer.compile(error.pointer()).toString());
            assertFalse(error.detail().isBlank());
        }
        checkText(problem.json("/chat").toString());
    }

    private static void checkChat(Question body) {
        assertTrue(body.threadId().matches("[A-Za-z0-9._:-]{1,100}"), body.threadId());
        assertFalse(List.of("stats", ".", "..").contains(body.threadId()), body.threadId());
        assertTrue(body.message().codePointCount(0, body.message().length()) <= MAX_MESSAGE);
        assertFalse(body.message().matches(BLANK), body.message());
        checkText(body.message());
        body.systemMessage().ifPresent(text -> {
            assertTrue(text.codePointCount(0, text.length()) <= MAX_SYSTEM_MESSAGE);
            checkText(text);
        });
    }

    private static void checkThread(ThreadBody body) {
        body.name().ifPresent(name -> {
            assertFalse(name.matches(BLANK), name);
            assertEquals(1, name.split("\\R", -1).length, name);
            checkText(name);
        });
        body.metadata().ifPresent(metadata -> {
            JsonNode node = Json.read(metadata);
            assertTrue(node.isObject());
            assertEquals(metadata, node.toString());
        });
    }

    private static void checkRoundTrip(JsonNode node) {
        assertEquals(node.toString(), Json.read(new String(Json.bytes(node), StandardCharsets.UTF_8)).toString());
    }

    /** Fit for a store and for the wire. */
    private static void checkText(String text) {
        assertEquals(-1, text.indexOf('\0'));
        assertEquals(text, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
