package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rill.launch.Guard;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelFault;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.Effect;
import dev.rill.model.fake.Gate;
import dev.rill.model.fake.Script;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpenAiCallTest {
    private final ModelBed bed = new ModelBed(ModelBed.PATIENT);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void everyDeltaIsOneEventAndTheUsageComesAtTheEnd() {
        bed.fake.enqueue(Answer.of("Hel", "lo", " \"there\"\n", "äöü🎉"));
        List<ModelEvent> events = bed.ask().events();
        assertEquals(List.of(new ModelEvent.Text("Hel"), new ModelEvent.Text("lo"), new ModelEvent.Text(" \"there\"\n"),
                new ModelEvent.Text("äöü🎉"),
                new ModelEvent.Finished(FinishReason.STOP, Optional.of(new Usage(7, 4, 11)))), events);
    }

    @ParameterizedTest
    @EnumSource
    void theBodyMayBeDelimitedInAnyWay(Answer.Framing framing) {
        bed.fake.byDefault(Answer.of("a", "b", "c").withFraming(framing));
        assertEquals("abc", bed.ask().text());
        assertEquals("abc", bed.ask().text());
    }

    @Test
    void aDeltaIsReturnedBeforeTheNextOneIsSent() throws InterruptedException {
        Gate gate = new Gate();
        bed.fake.enqueue(Answer.of("one", "two").withGate(gate));
        CallRun run = bed.begin();
        gate.release(1);
        assertEquals(new ModelEvent.Text("one"), run.take());
        gate.release(1);
        assertEquals(new ModelEvent.Text("two"), run.take());
        gate.open();
        assertEquals(FinishReason.STOP, run.finished().reason());
    }

    @Test
    void theRequestSaysWhatWasAskedAndAuthenticates() throws InterruptedException {
        ModelRequest request = new ModelRequest(List.of(new ModelMessage.System("Be brief."),
                new ModelMessage.User("Why?"),
                new ModelMessage.Assistant("", List.of(new ModelEvent.ToolCall("c1", "search", "{\"query\":\"why\"}"))),
                new ModelMessage.ToolResult("c1", "[1] Because.")), ModelRequest.Tools.of(List.of(ModelBed.SEARCH)),
                "Why?", List.of());
        bed.ask(request);
        var sent = bed.fake.takeRequest();
        assertEquals("POST", sent.method());
        assertEquals("/v1/chat/completions", sent.path());
        assertEquals("Bearer " + ModelBed.KEY, sent.header("authorization").orElseThrow());
        assertEquals("text/event-stream", sent.header("accept").orElseThrow());
        assertEquals("127.0.0.1:" + bed.fake.port(), sent.header("host").orElseThrow());
        JsonNode body = sent.json();
        assertEquals("fake-model", body.path("model").asText());
        assertTrue(body.path("stream").asBoolean());
        assertTrue(body.at("/stream_options/include_usage").asBoolean());
        assertEquals("search", body.at("/tools/0/function/name").asText());
        assertEquals("string", body.at("/tools/0/function/parameters/properties/query/type").asText());
        assertEquals(List.of("system", "user", "assistant", "tool"),
                body.path("messages").findValuesAsText("role"));
        assertEquals("{\"query\":\"why\"}", body.at("/messages/2/tool_calls/0/function/arguments").asText());
        assertEquals("c1", body.at("/messages/3/tool_call_id").asText());
    }

    @Test
    void aToolCallIsPutTogetherFromItsDeltas() {
        bed.fake.enqueue(Answer.toolCall("search", "{\"query\":\"how to stop an answer\"}"));
        List<ModelEvent> events = bed.ask(ModelBed.questionWithTool("How?")).events();
        assertEquals(new ModelEvent.ToolCall("call_fake1", "search", "{\"query\":\"how to stop an answer\"}"),
                events.getFirst());
        assertEquals(FinishReason.TOOL_CALLS, ((ModelEvent.Finished) events.getLast()).reason());
    }

    @Test
    void aToolCallThatWasCutOffIsNoToolCall() {
        bed.fake.enqueue(Answer.toolCall("search", "{\"query\":\"how").withFinishReason("length"));
        List<ModelEvent> events = bed.ask(ModelBed.questionWithTool("How?")).events();
        assertEquals(1, events.size());
        assertEquals(FinishReason.LENGTH, ((ModelEvent.Finished) events.getLast()).reason());
    }

    @Test
    void textBeforeAToolCallBelongsToTheAnswer() {
        bed.fake.enqueue(Answer.ofDeltas(List.of(new Delta.Text("Let me look. "),
                new Delta.Tool(0, "c1", "search", "{}"))).withFinishReason("tool_calls"));
        assertEquals(List.of(new ModelEvent.Text("Let me look. "), new ModelEvent.ToolCall("c1", "search", "{}")),
                bed.ask(ModelBed.questionWithTool("How?")).events().subList(0, 2));
    }

    @Test
    void aServerWithoutFinishReasonMayEndWithDone() {
        bed.fake.enqueue(Answer.of("a", "b").withFinishReason(null).withUsage(Optional.empty()));
        CallRun run = bed.ask();
        assertEquals("ab", run.text());
        assertEquals(new ModelEvent.Finished(FinishReason.STOP, Optional.empty()), run.finished());
    }

    @Test
    void reasoningIsNotText() {
        bed.fake.enqueue(Answer.ofDeltas(List.of(new Delta.Reasoning("hmm"), new Delta.Text("Yes."))));
        assertEquals("Yes.", bed.ask().text());
    }

    @Test
    void aPairThatIsSplitOverTwoDeltasIsJoinedAndAHalfOneReplaced() {
        bed.fake.enqueue(Answer.ofDeltas(List.of(text("a\\ud83c"), text("\\udf89b"), text("\\udf89"),
                text("nul\\u0000"), text("end\\ud83c"))));
        CallRun run = bed.ask();
        assertEquals("a🎉b\ufffdnulend\ufffd", run.text());
        for (ModelEvent event : run.events()) {
            if (event instanceof ModelEvent.Text(String content)) {
                assertFalse(content.isEmpty());
            }
        }
    }

    @Test
    void aServerThatRefusesToolsIsRemembered() {
        bed.fake.enqueue(Script.reply(400, "application/json",
                "{\"error\":{\"message\":\"CANARY gemma does not support tools\",\"code\":400}}"));
        assertTrue(bed.client.acceptsTools());
        ModelFault fault = bed.ask(ModelBed.questionWithTool("How?")).fault();
        assertEquals(ModelFault.Kind.TOOLS_REFUSED, fault.kind());
        assertFalse(fault.message().contains("CANARY"));
        assertFalse(bed.client.acceptsTools());
        assertEquals(1, bed.fake.requests().size());
    }

    @Test
    void aPageOfAProxyThatHappensToSpeakOfToolsRefusesNone() {
        bed.fake.enqueue(Script.reply(500, "text/html", "<h1>Proxy tool: this function failed</h1>"));
        assertEquals("Hello there", bed.ask(ModelBed.questionWithTool("How?")).text());
        assertTrue(bed.client.acceptsTools());
    }

    @Test
    void aServerThatRefusesToCountTokensIsAskedWithoutIt() {
        bed.fake.enqueue(Script.reply(422, "application/json",
                "{\"detail\":[{\"loc\":[\"body\",\"stream_options\"],\"msg\":\"extra fields not permitted\"}]}"));
        assertEquals("Hello there", bed.ask().text());
        assertFalse(bed.fake.requests().getLast().json().has("stream_options"));
    }

    @ParameterizedTest
    @CsvSource({"LF, 1", "CR, 1", "CRLF, 1", "CRLF, 7", "CR, 100", "LF, 0"})
    void theFormatOfTheStreamDoesNotMatter(String lineEnd, int writeSize) {
        String eol = lineEnd.replace("CR", "\r").replace("LF", "\n");
        for (Answer.Framing framing : Answer.Framing.values()) {
            bed.fake.enqueue(Answer.of("a", "ö🎉", "b").withFormat(new Answer.Format(framing, eol, "data:", writeSize,
                    "keep-alive", "text/event-stream;charset=utf-8")));
            assertEquals("aö🎉b", bed.ask().text());
        }
    }

    @Test
    void whatHasComeIsReturnedWithoutAWait() {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            events.append("data: {\"choices\":[{\"delta\":{\"content\":\"").append(i).append(" \"}}]}\n\n");
        }
        bed.fake.enqueue(Script.raw(Effect.silence(), "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                + events + "data: [DONE]\n\n"));
        AtomicInteger waits = new AtomicInteger();
        CallRun run = CallRun.start(bed.client, ModelBed.question("How?"), waits::incrementAndGet);
        assertEquals(21, run.events().size());
        assertEquals(2, waits.get(), "one for the head, one for the body");
    }

    @Test
    void whereverTheConnectionEndsTheAnswerIsWholeOrNotComplete() {
        String body = "data: {\"choices\":[{\"delta\":{\"content\":\"one \"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"two\"}}]}\n\n";
        String end = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        String rest = "data: [DONE]\n\n";
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        String all = head + chunk(body) + chunk(end) + chunk(rest) + "0\r\n\r\n";
        int whole = (head + chunk(body) + chunk(end)).length() - 2;
        try (ModelBed once = new ModelBed(new ModelLimits(Guard.TIME, Guard.TIME,
                Guard.TIME, Guard.TIME, 0, Duration.ofMillis(1), Duration.ofSeconds(1)))) {
            for (int at = 0; at <= all.length(); at++) {
                once.fake.enqueue(Script.raw(Effect.fin(), all.substring(0, at)));
                CallRun run = once.ask();
                assertTrue("one two".startsWith(run.text()), run.text());
                if (at >= whole) {
                    assertEquals(FinishReason.STOP, run.finished().reason());
                    assertEquals("one two", run.text());
                } else {
                    assertEquals(at < head.length() ? ModelFault.Kind.UNAVAILABLE : ModelFault.Kind.TRUNCATED,
                            run.fault().kind(), "ended after " + at);
                }
            }
        }
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    private static Delta text(String escaped) {
        return new Delta.Data("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + escaped + "\"}}]}");
    }
}
