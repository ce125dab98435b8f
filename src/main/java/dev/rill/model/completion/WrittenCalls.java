package dev.rill.model.completion;

import dev.rill.model.ModelEvent.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads tool calls that a model wrote as text, in the forms that models are trained on: JSON with the name of the tool,
 * bare, in a code block or between marks such as {@code <tool_call>} (Hermes, Qwen) and {@code [TOOL_CALLS]} (Mistral);
 * the name and then its arguments (GLM, Mistral); tags for function and parameters (Llama, Qwen Coder, MiniMax). Only
 * calls of tools that the model knows of count, and only where nothing follows them. Used by one thread.
 */
final class WrittenCalls {
    private static final List<String> MARKS = longestFirst(List.of("<tool_call>", "</tool_call>", "<tool_calls>",
            "</tool_calls>", "<|tool_call|>", "<|tool_call>", "<tool_call|>", "<function_call>", "</function_call>",
            "<function_calls>", "</function_calls>", "<minimax:tool_call>", "</minimax:tool_call>", "<|python_tag|>",
            "[TOOL_CALLS]", "[/TOOL_CALLS]", "<|eom_id|>", "<|eot_id|>", "<|im_end|>"));
    private static final List<String> FENCES = longestFirst(List.of("```json", "```tool_call", "```tool_code", "```"));
    private static final List<String> TAGS = List.of("<function=", "<invoke name=\"");
    private static final Pattern TAG = Pattern.compile("<(function=|invoke name=\")([\\w.-]+)\"?>");
    private static final Pattern HEAD_OF_ARGUMENTS = Pattern.compile("\\s*(?:```json\\s*)?([{(]|<arg_key>)?");

    private enum Step { CALL, UNFINISHED, NONE }

    private final String text;
    private final List<String> tools;
    private final List<ToolCall> calls = new ArrayList<>(1);
    private int at;
    private boolean fenced;

    private WrittenCalls(String text, List<String> tools) {
        this.text = text;
        this.tools = tools;
    }

    /**
     * @param possible whether it is calls, or may yet become some
     * @param atEnd    the calls, if nothing follows
     */
    record Reading(boolean possible, List<ToolCall> atEnd) {
    }

    static Reading read(String text, List<String> tools) {
        WrittenCalls reader = new WrittenCalls(text, tools);
        return switch (reader.scan()) {
            case CALL -> new Reading(true, reader.calls);
            case UNFINISHED -> new Reading(true, reader.calls.isEmpty() ? reader.salvaged() : reader.calls);
            case NONE -> new Reading(false, List.of());
        };
    }

    /** Whether an answer that begins so may be a call. */
    static boolean mayBeginWith(String text) {
        return "{[<`".indexOf(text.charAt(0)) >= 0;
    }

    /** Where in a text a mark or tag of a call begins, or may begin at its end; negative for nowhere. */
    static int tagIn(String text, int from) {
        for (int at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
            String rest = text.substring(at);
            for (List<String> known : List.of(MARKS, TAGS)) {
                for (String mark : known) {
                    if (!mark.startsWith("</") && (rest.startsWith(mark) || mark.startsWith(rest))) {
                        return at;
                    }
                }
            }
        }
        return -1;
    }

    private Step scan() {
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            String rest = text.substring(at);
            if (rest.isEmpty()) {
                return calls.isEmpty() ? Step.UNFINISHED : Step.CALL;
            }
            if (fence(rest) || mark(rest)) {
                continue;
            }
            boolean fencing = (fenced || calls.isEmpty()) && mayBegin(rest, FENCES);
            Step step = fencing || mayBegin(rest, MARKS) ? Step.UNFINISHED : call(rest);
            if (step != Step.CALL) {
                return step;
            }
        }
    }

    /** A code block that is opened here has to be closed here. */
    private boolean fence(String rest) {
        if (fenced && rest.startsWith("```")) {
            fenced = false;
            at += 3;
            return true;
        }
        if (!calls.isEmpty() || fenced || mayBegin(rest, FENCES)) {
            return false;
        }
        Optional<String> opened = FENCES.stream().filter(rest::startsWith).findFirst();
        fenced = opened.isPresent();
        at += opened.map(String::length).orElse(0);
        return fenced;
    }

    private boolean mark(String rest) {
        Optional<String> mark = MARKS.stream().filter(rest::startsWith).findFirst();
        at += mark.map(String::length).orElse(0);
        return mark.isPresent();
    }

    private static boolean mayBegin(String rest, List<String> marks) {
        return marks.stream().anyMatch(mark -> mark.length() > rest.length() && mark.startsWith(rest));
    }

    private Step call(String rest) {
        if (rest.startsWith("{") || rest.startsWith("[")) {
            return json(rest);
        }
        if (TAGS.stream().anyMatch(rest::startsWith)) {
            return tagged(rest);
        }
        Optional<String> tool = tools.stream().filter(rest::startsWith).findFirst();
        if (tool.isPresent()) {
            return named(tool.get(), rest.substring(tool.get().length()));
        }
        return mayBegin(rest, TAGS) || mayBegin(rest, tools) ? Step.UNFINISHED : Step.NONE;
    }

    private Step json(String rest) {
        int end = WrittenJson.end(rest);
        if (end < 0) {
            return WrittenJson.mayCall(rest, tools) ? Step.UNFINISHED : Step.NONE;
        }
        List<ToolCall> found = WrittenJson.calls(rest.substring(0, end), tools);
        calls.addAll(found);
        at += end;
        return found.isEmpty() ? Step.NONE : Step.CALL;
    }

    private Step tagged(String rest) {
        Matcher tag = TAG.matcher(rest);
        if (!tag.lookingAt()) {
            return rest.indexOf('>') < 0 && rest.length() < 100 ? Step.UNFINISHED : Step.NONE;
        }
        if (!tools.contains(tag.group(2))) {
            return Step.NONE;
        }
        String close = tag.group(1).startsWith("f") ? "</function>" : "</invoke>";
        int end = rest.indexOf(close);
        if (end < 0) {
            return Step.UNFINISHED;
        }
        add(tag.group(2), WrittenJson.parameters(rest.substring(tag.end(), end)));
        at += end + close.length();
        return Step.CALL;
    }

    /** The name was read; what its arguments look like. */
    private Step named(String tool, String rest) {
        Matcher head = HEAD_OF_ARGUMENTS.matcher(rest);
        if (!head.lookingAt() || head.group(1) == null) {
            return rest.isBlank() || "<arg_key>".startsWith(rest.strip()) || "```json".startsWith(rest.strip())
                    ? Step.UNFINISHED : Step.NONE;
        }
        fenced |= head.group().contains("`");
        String arguments = rest.substring(head.start(1));
        int end = switch (head.group(1)) {
            case "{" -> WrittenJson.end(arguments);
            case "(" -> arguments.indexOf(')') + 1;
            default -> arguments.indexOf("</tool_call>");
        };
        if (end <= 0) {
            return Step.UNFINISHED;
        }
        String found = arguments.substring(0, end);
        add(tool, found.startsWith("{") ? found : WrittenJson.parameters(found));
        at += tool.length() + head.start(1) + end;
        return Step.CALL;
    }

    private void add(String tool, String arguments) {
        calls.add(new ToolCall("", tool, arguments));
    }

    /** A call whose end is missing has its arguments all the same, or some. */
    private List<ToolCall> salvaged() {
        Optional<String> tool = tools.stream().filter(text::contains).min(Comparator.comparingInt(text::indexOf));
        if (tool.isEmpty()) {
            return List.of();
        }
        int arguments = text.indexOf('{', text.indexOf(tool.get()));
        return List.of(new ToolCall("", tool.get(), arguments < 0 ? "{}" : text.substring(arguments)));
    }

    private static List<String> longestFirst(List<String> marks) {
        return marks.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }
}
