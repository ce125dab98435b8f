package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFileSearchToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.server.Polling;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What OpenAI's own library for Java makes of responses. */
class ResponsesClientTest extends ResponsesBed {

    @Test
    void aWholeAnswerHasItsSearchAndItsSourcesAsAnnotationsAtTheBrackets() throws Exception {
        model.enqueue(SEARCH, Answer.words("Send DELETE [1], or close it [1][2]."));
        Response answer = client.responses().create(question("How do I stop an answer?")
                .addInclude(ResponseIncludable.FILE_SEARCH_CALL_RESULTS).instructions("Be short.")
                .metadata(ResponseCreateParams.Metadata.builder().putAdditionalProperty("a", JsonValue.from("b"))
                        .build()).build());
        answer.validate();
        assertEquals(Optional.of(ResponseStatus.COMPLETED), answer.status());
        assertEquals("Be short.", answer.instructions().orElseThrow().asString());
        assertEquals("b", answer.metadata().orElseThrow()._additionalProperties().get("a").asStringOrThrow());
        assertTrue(answer.usage().orElseThrow().totalTokens() > 0);
        ResponseFileSearchToolCall search = answer.output().getFirst().asFileSearchCall();
        assertEquals(List.of("how to stop an answer"), search.queries());
        assertTrue(search.results().orElseThrow().size() > 1);
        ResponseOutputText text = text(answer);
        assertEquals("Send DELETE [1], or close it [1][2].", text.text());
        List<ResponseOutputText.Annotation.UrlCitation> cited = text.annotations().stream()
                .map(ResponseOutputText.Annotation::asUrlCitation).toList();
        assertEquals(List.of("[1]", "[1]", "[2]"), cited.stream()
                .map(at -> text.text().substring((int) at.startIndex(), (int) at.endIndex())).toList());
        String url = cited.getFirst().url();
        RawHttp.Response document = RawHttp.call(server.port(), "GET", url.substring(url.indexOf("/documents/")));
        assertEquals(cited.getFirst().title(), document.json().get("title").stringValue());
        assertEquals(answer, client.responses().retrieve(answer.id()));
        assertTrue(model.takeRequest().body().contains("Be short."));
    }

    @Test
    void aTokenIsThereBeforeTheNextLeavesTheModel() {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two", "three").withGate(gate));
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(
                question("Count").build())) {
            Iterator<ResponseStreamEvent> events = stream.stream().iterator();
            for (String token : List.of("one", "two", "three")) {
                gate.release(1);
                assertEquals(token, nextText(events));
            }
            gate.open();
            List<ResponseStreamEvent> rest = new ArrayList<>();
            events.forEachRemaining(rest::add);
            rest.forEach(ResponseStreamEvent::validate);
            assertEquals("onetwothree", text(rest.getLast().asCompleted().response()).text());
        }
    }

    @Test
    void anAnswerInTheBackgroundIsPolledAndItsEventsAreHadFromAnyOfThemOn() throws Exception {
        Gate gate = new Gate();
        model.enqueue(SEARCH, Answer.of("one ", "two").withGate(gate));
        Response begun = client.responses().create(question("Count").background(true).build());
        begun.validate();
        assertEquals(Optional.of(ResponseStatus.IN_PROGRESS), begun.status());
        assertEquals(Optional.of(true), begun.background());
        gate.awaitArrivals(1);
        List<ResponseStreamEvent> all;
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().retrieveStreaming(begun.id())) {
            gate.open();
            all = stream.stream().toList();
        }
        Polling.until(() -> client.responses().retrieve(begun.id()).status().equals(
                Optional.of(ResponseStatus.COMPLETED)));
        all.forEach(ResponseStreamEvent::validate);
        assertEquals(client.responses().retrieve(begun.id()), all.getLast().asCompleted().response());
        assertEquals(begun.createdAt(), all.getLast().asCompleted().response().createdAt());
        for (int after = 0; after < all.size(); after++) {
            try (StreamResponse<ResponseStreamEvent> rest = client.responses().retrieveStreaming(begun.id(),
                    ResponseRetrieveParams.builder().startingAfter(after).build())) {
                assertEquals(all.subList(after + 1, all.size()), rest.stream().toList(), "after " + after);
            }
        }
    }

    @Test
    void aResponseIsCancelledAndSoIsTheModel() throws Exception {
        model.enqueue(Answer.of("one ", "two").withFaultAfter(1, Effect.silence()));
        Response begun = client.responses().create(question("Count").background(true).build());
        Polling.until(() -> !client.responses().retrieve(begun.id()).output().isEmpty());
        Response cancelled = client.responses().cancel(begun.id());
        assertEquals(Optional.of(ResponseStatus.CANCELLED), cancelled.status());
        assertEquals("one ", text(cancelled).text());
        upstreamCloses();
        assertEquals(cancelled, client.responses().cancel(begun.id()), "once more is no fault");
        assertThrows(NotFoundException.class, () -> client.responses().cancel("resp_none"));
    }

    @Test
    void aStreamThatIsClosedClosesTheModelAndOneInTheBackgroundGoesOn() throws Exception {
        model.enqueue(Answer.of("one", "two").withFaultAfter(1, Effect.silence()));
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(
                question("Count").build())) {
            assertEquals("one", nextText(stream.stream().iterator()));
        }
        upstreamCloses();
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two").withGate(gate));
        String id;
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(
                question("Count").background(true).build())) {
            Iterator<ResponseStreamEvent> events = stream.stream().iterator();
            id = events.next().asCreated().response().id();
        }
        gate.open();
        Polling.until(() -> client.responses().retrieve(id).status().equals(Optional.of(ResponseStatus.COMPLETED)));
    }

    @Test
    void aWholeAnswerThatNobodyWaitsForClosesTheModel() throws Exception {
        Gate gate = new Gate();
        model.enqueue(Answer.of("one", "two").withGate(gate));
        Thread waiting = Thread.ofVirtual().start(() -> assertThrows(OpenAIException.class,
                () -> client.responses().create(question("Count").build())));
        gate.release(1);
        gate.awaitArrivals(2);
        waiting.interrupt();
        upstreamCloses();
        waiting.join();
    }

    @Test
    void theModelsFaultsAreTheServersBeforeAStreamAndWithinIt() {
        model.enqueue(Script.status(401), Answer.of("one", "two").withFaultAfter(1, Effect.fin()));
        InternalServerException refused = assertThrows(InternalServerException.class,
                () -> client.responses().create(question("Hi").build()));
        assertEquals(502, refused.statusCode());
        assertEquals(Optional.of("model_unauthorized"), refused.code());
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(
                question("Count").build())) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            Response failed = events.getLast().asFailed().response();
            failed.validate();
            assertEquals(Optional.of(ResponseStatus.FAILED), failed.status());
            assertEquals("server_error", failed.error().orElseThrow().code().asString());
            assertEquals("one", text(failed).text());
            assertEquals(failed, client.responses().retrieve(failed.id()));
        }
    }

    @Test
    void anAnswerThatWasCutIsIncomplete() {
        model.enqueue(Answer.of("cut").withFinishReason("length"));
        Response cut = client.responses().create(question("Hi").build());
        assertEquals(Optional.of(ResponseStatus.INCOMPLETE), cut.status());
        assertEquals(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS,
                cut.incompleteDetails().orElseThrow().reason().orElseThrow());
        assertEquals("cut", text(cut).text());
    }

    @Test
    void whatTheServerDoesNotKnowIsPassedOver() {
        model.enqueue(Answer.of("Hello"));
        Response answer = client.responses().create(question("Hi").temperature(0.1).topP(0.5).maxOutputTokens(5)
                .parallelToolCalls(false).user("u").addFileSearchTool(List.of("vs_1"))
                .putAdditionalBodyProperty("of_tomorrow", JsonValue.from(Map.of("a", 1))).build());
        answer.validate();
        assertEquals("Hello", text(answer).text());
    }

    @Test
    void whatCannotBeAnsweredIsRefusedByTheNameOfItsMember() {
        BadRequestException both = assertThrows(BadRequestException.class, () -> client.responses().create(
                question("Hi").previousResponseId("resp_x").conversation("c").build()));
        assertEquals(Optional.of("previous_response_id"), both.param());
        BadRequestException unstored = assertThrows(BadRequestException.class, () -> client.responses().create(
                question("Hi").background(true).store(false).build()));
        assertEquals(Optional.of("background"), unstored.param());
        assertFalse(unstored.getMessage().isEmpty());
    }
}
