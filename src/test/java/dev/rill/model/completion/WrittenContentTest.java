package dev.rill.model.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.ModelEvent;
import dev.rill.model.ModelEvent.ToolCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the content is thought, what is a tool call and what is the answer, however it is split. */
class WrittenContentTest {
    private static final String TOOL = "search_documents";

    /** What a content came to. */
    private record Told(String text, String thinking, List<ToolCall> calls) {
    }

    private static Told told(List<String> deltas, List<String> tools, boolean cutOff) {
        Queue<ModelEvent> events = new ArrayDeque<>();
        CallFilter written = new CallFilter(tools, events);
        ThoughtFilter content = new ThoughtFilter(events, written, false);
        deltas.forEach(content::add);
        assertFalse(content.end(), "no thought that is only ended");
        List<ToolCall> calls = written.end(cutOff);
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        for (ModelEvent event : events) {
            switch (event) {
                case ModelEvent.Text(String piece) -> text.append(piece);
                case ModelEvent.Thinking(String piece) -> thinking.append(piece);
                case ToolCall _, ModelEvent.Finished _, ModelEvent.Failed _ -> throw new AssertionError(event);
            }
        }
        return new Told(text.toString(), thinking.toString(), calls);
    }

    private static Told told(String content) {
        return told(List.of(content), List.of(TOOL), false);
    }

    /** Also that it does not matter where the content is split. */
    private static Told toldAnyhow(String content, List<String> tools) {
        Told whole = told(List.of(content), tools, false);
        for (int size = 1; size < Math.min(content.length(), 12); size++) {
            List<String> pieces = new ArrayList<>();
            for (int at = 0; at < content.length(); at += size) {
                pieces.add(content.substring(at, Math.min(content.length(), at + size)));
            }
            assertEquals(whole, told(pieces, tools, false), "in pieces of " + size);
        }
        for (int at = 1; at < content.length(); at++) {
            assertEquals(whole, told(List.of(content.substring(0, at), content.substring(at)), tools, false),
                    "split at " + at);
        }
        return whole;
    }

    @ParameterizedTest
    @CsvSource({"<think>,</think>", "<thinking>,</thinking>", "<thought>,</thought>", "<reasoning>,</reasoning>",
            "[THINK],[/THINK]", "◁think▷,◁/think▷", "<seed:think>,</seed:think>",
            "<|channel|>analysis<|message|>,<|end|><|start|>assistant<|channel|>final<|message|>"})
    void aThoughtInTagsBeforeTheAnswerIsNotTheAnswer(String open, String close) {
        for (List<String> tools : List.of(List.of(TOOL), List.<String>of())) {
            Told told = toldAnyhow("\n" + open + "\nIs it <b> or [1]?\n" + close + "\n\nIt is b [1].\n", tools);
            assertEquals("It is b [1].\n", told.text());
            assertTrue(told.thinking().startsWith("\nIs it <b> or [1]?\n"), told.thinking());
        }
    }

    @Test
    void severalThoughtsInARowAreThoughts() {
        Told told = toldAnyhow("<think>a</think>\n<think>b</think> Yes.", List.of(TOOL));
        assertEquals(new Told("Yes.", "ab", List.of()), told);
    }

    @Test
    void aThoughtThatNeverEndsIsNoAnswer() {
        assertEquals(new Told("", "so it goes </thin", List.of()),
                toldAnyhow("<think>so it goes </thin", List.of(TOOL)));
        assertEquals(new Told("", "", List.of()), toldAnyhow("<think></think>\n\n", List.of(TOOL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes.", "The tag `<think>` opens a thought and `</think>` ends it.",
            "In XML:\n\n```xml\n<think>\nno\n</think>\n```\n", "<thin> is no tag", "<p>HTML</p>", "< 5 seconds",
            "[1] says so.", "[x](y)", "`code` first", "```bash\nls\n```", "{\"answer\": 42}", "{}", "[1, 2, 3]", "[]",
            "{\"type\": \"object\", \"properties\": {}}", "{\"id\": 7, \"name\": \"x\"}", "[{\"name\": \"Ann\"}]",
            "{\"name\": \"another_tool\", \"arguments\": {}}", "a < b && b > c", "List<String> names = x;",
            "ends with <",
            "<tool_call>", "<tool_call>{\"name\": \"another_tool\"}</tool_call>",
            "A model writes <tool_call>{\"name\": \"search_documents\", \"arguments\": {}}</tool_call> as text.",
            "```xml\n<tool_call>\n{\"name\": \"search_documents\", \"arguments\": {}}\n</tool_call>\n```",
            "Like so:\n\n```xml\n<tool_call>\n{\"name\": \"search_documents\", \"arguments\": {}}\n</tool_call>\n```\n",
            "The tool is `search_documents`.", "search_documents finds passages.", "  \n", "\n\nLate.",
            "<function=other>{}</function>",
            "{\"name\": \"search_documents\", \"arguments\": {}} is how it is called."})
    void whatIsOnlyQuotedOrLooksAlikeIsTheAnswer(String content) {
        assertEquals(new Told(content, "", List.of()), toldAnyhow(content, List.of(TOOL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<tool_call>{\"name\": \"search_documents\", \"arguments\": {\"query\": \"a "
            + "\\\"b\\\"\"}}</tool_call>",
            "{\"name\": \"search_documents\"}"})
    void withoutAToolThereIsNoCall(String content) {
        assertEquals(new Told(content, "", List.of()), toldAnyhow(content, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<tool_call>\n{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}\n</tool_call>",
            "<tool_call>{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}",
            "<tool_call>{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}</tool_call>",
            "{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}",
            "\n{\n  \"name\": \"search_documents\",\n  \"parameters\": {\n    \"query\": \"old logs\"\n  }\n}\n",
            "[{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}]",
            "{\"type\": \"function\", \"function\": {\"name\": \"search_documents\", \"arguments\": "
            + "\"{\\\"query\\\": \\\"old logs\\\"}\"}}",
            "{\"function\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}",
            "{\"tool_calls\": [{\"id\": \"call_1\", \"function\": {\"name\": \"search_documents\", \"arguments\": "
            + "{\"query\": \"old logs\"}}}]}",
            "{\"tool\": \"search_documents\", \"query\": \"old logs\"}",
            "{\"action\": \"search_documents\", \"action_input\": {\"query\": \"old logs\"}}",
            "{\"arguments\": {\"query\": \"old logs\"}, \"name\": \"search_documents\"}",
            "```json\n{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}\n```",
            "[TOOL_CALLS] [{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}]",
            "[TOOL_CALLS]search_documents{\"query\": \"old logs\"}",
            "<|python_tag|>{\"name\": \"search_documents\", \"parameters\": {\"query\": \"old logs\"}}<|eom_id|>",
            "<function=search_documents>{\"query\": \"old logs\"}</function>",
            "<tool_call>\n<function=search_documents>\n<parameter=query>\nold "
            + "logs\n</parameter>\n</function>\n</tool_call>",
            "<tool_call>search_documents\n<arg_key>query</arg_key>\n<arg_value>old logs</arg_value>\n</tool_call>",
            "<minimax:tool_call>\n<invoke name=\"search_documents\">\n<parameter name=\"query\">old "
            + "logs</parameter>\n</invoke>\n</minimax:tool_call>",
            "```tool_code\nsearch_documents(query=\"old logs\")\n```",
            "<|tool_call|>[{\"name\": \"search_documents\", \"arguments\": {\"query\": \"old logs\"}}]"})
    void aCallThatIsWrittenAsTextIsACall(String content) {
        Told told = toldAnyhow(content, List.of(TOOL));
        assertEquals("", told.text().strip());
        assertEquals(1, told.calls().size());
        ToolCall call = told.calls().getFirst();
        assertEquals(TOOL, call.name());
        assertEquals("", call.id());
        assertTrue(call.argumentsJson().matches("(?s).*\"query\"\\s*:\\s*\"old logs\".*"), call.argumentsJson());
    }

    @Test
    void whatIsWrittenBeforeACallIsText() {
        Told told =
                toldAnyhow(
                "Let me search.\n\n<tool_call>{\"name\": \"search_documents\", \"arguments\": {}}</tool_call>\n",
                List.of(TOOL));
        assertEquals("Let me search.\n\n", told.text());
        assertEquals(1, told.calls().size());
        told = toldAnyhow(
                "Not <tool_call>this</tool_call> but\n<tool_call>{\"name\": \"search_documents\", \"arguments\": "
                + "{}}</tool_call>",
                List.of(TOOL));
        assertEquals("Not <tool_call>this</tool_call> but\n", told.text());
        assertEquals(1, told.calls().size());
    }

    @Test
    void aCallAfterAThoughtIsACallAndSeveralAreSeveral() {
        Told told = toldAnyhow("<think>\nI should search.\n</think>\n\n"
                + "<tool_call>{\"name\": \"search_documents\", \"arguments\": {\"query\": \"a\"}}</tool_call>\n"
                + "<tool_call>{\"name\": \"search_documents\", \"arguments\": {\"query\": \"b\"}}</tool_call>",
                List.of(TOOL));
        assertEquals("", told.text());
        assertEquals(List.of("{\"query\":\"a\"}", "{\"query\":\"b\"}"),
                told.calls().stream().map(ToolCall::argumentsJson).toList());
    }

    @Test
    void aCallThatWasCutOffIsNeitherACallNorText() {
        assertEquals(new Told("", "", List.of()), told(
                List.of("<tool_call>{\"name\": \"search_documents\", \"arg"), List.of(TOOL), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", " there", "#", "* x", "1", "| a", "Ä", "中", "**", "-"})
    void anAnswerThatBeginsAsAnswersDoIsNotHeldBack(String first) {
        Queue<ModelEvent> events = new ArrayDeque<>();
        ThoughtFilter content = new ThoughtFilter(events, new CallFilter(List.of(TOOL), events), false);
        content.add(first);
        assertEquals(new ModelEvent.Text(first), events.poll());
        content.add(" and <b>");
        assertEquals(new ModelEvent.Text(" and <b>"), events.poll());
    }

    @Test
    void whatWasHeldBackIsToldDeltaByDelta() {
        Queue<ModelEvent> events = new ArrayDeque<>();
        ThoughtFilter content = new ThoughtFilter(events, new CallFilter(List.of(TOOL), events), false);
        List.of("\n", "<", "th", "e", " x>").forEach(content::add);
        assertEquals(List.of(new ModelEvent.Text("\n"), new ModelEvent.Text("<"), new ModelEvent.Text("th"),
                new ModelEvent.Text("e"), new ModelEvent.Text(" x>")), List.copyOf(events));
    }

    @Test
    void whatMayBeACallIsHeldBackNoFurtherThanItsBound() {
        Queue<ModelEvent> events = new ArrayDeque<>();
        ThoughtFilter content = new ThoughtFilter(events, new CallFilter(List.of(TOOL), events), false);
        content.add("{\"arguments\": {\"query\": \"");
        assertTrue(events.isEmpty());
        for (int i = 0; i < 200; i++) {
            content.add("0123456789");
        }
        assertEquals(201, events.size());
    }
}
