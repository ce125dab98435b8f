package dev.rill.model.completion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rill.model.ModelEvent.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tool calls that a model wrote as JSON, and arguments that it wrote otherwise. */
final class WrittenJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> NAMES =
            List.of("name", "tool", "tool_name", "function", "function_name", "action", "recipient_name");
    private static final List<String> ARGUMENTS =
            List.of("arguments", "parameters", "args", "input", "action_input", "tool_input", "params");
    private static final List<String> LISTS = List.of("tool_calls", "tool_uses");
    /** What a call's type and id begin with. */
    private static final Pattern OF_A_CALL = Pattern.compile("(?:call|func|tool|chatcmpl).*");
    private static final Pattern NO_KEY_YET = Pattern.compile("[\\[{\\s]*(\"\\w{0,20})?");
    private static final Pattern FIRST = Pattern.compile("[\\[{\\s]*\"(\\w+)\"(?:\\s*:\\s*(?:\"([^\"\\\\]*)\")?)?");
    private static final Pattern PARAMETER = Pattern.compile(
            "<parameter(?:=|\\s+name=\")([\\w.-]+)\"?[^>]*>(.*?)</parameter>"
                    + "|<arg_key>\\s*(.*?)\\s*</arg_key>\\s*<arg_value>(.*?)</arg_value>"
                    + "|(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)')", Pattern.DOTALL);
    /** How far from its beginning a call names its tool. */
    private static final int MOST_CHARS_TO_NAME = 1000;

    private WrittenJson() {
    }

    /** Where the object or array ends that the text begins with; negative where it does not. */
    static int end(String text) {
        int depth = 0;
        boolean string = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (string) {
                if (c == '\\') {
                    at++;
                } else if (c == '"') {
                    string = false;
                }
            } else if (c == '"') {
                string = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Whether JSON that is not whole may become a call. */
    static boolean mayCall(String text, List<String> tools) {
        if (NO_KEY_YET.matcher(text).matches()) {
            return true;
        }
        Matcher first = FIRST.matcher(text);
        if (!first.lookingAt()) {
            return false;
        }
        String key = first.group(1);
        if (NAMES.contains(key) && first.group(2) != null) {
            return toolNamed(first.group(2), tools).isPresent();
        }
        if (key.equals("type") || key.equals("id")) {
            return first.group(2) == null || OF_A_CALL.matcher(first.group(2)).matches();
        }
        return (NAMES.contains(key) || ARGUMENTS.contains(key) || LISTS.contains(key))
                && (text.length() < MOST_CHARS_TO_NAME
                        || tools.stream().anyMatch(tool -> text.contains('"' + tool + '"')));
    }

    /** Each call of a tool in JSON that holds calls; none where it holds something else. */
    static List<ToolCall> calls(String json, List<String> tools) {
        List<ToolCall> found = new ArrayList<>(1);
        try {
            collect(JSON.readTree(json), tools, found);
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return found;
    }

    private static void collect(JsonNode node, List<String> tools, List<ToolCall> found) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, tools, found));
            return;
        }
        Optional<String> name = NAMES.stream().map(member -> node.path(member)).filter(JsonNode::isTextual)
                .map(JsonNode::asText).findFirst();
        if (name.isPresent()) {
            toolNamed(name.get(), tools).ifPresent(tool -> found.add(new ToolCall("", tool, arguments(node))));
            return;
        }
        for (String member : List.of("function", "tool_calls", "tool_uses")) {
            if (node.path(member).isContainerNode()) {
                collect(node.get(member), tools, found);
            }
        }
    }

    private static String arguments(JsonNode call) {
        return ARGUMENTS.stream().map(member -> call.path(member)).filter(value -> !value.isMissingNode()).findFirst()
                .map(value -> value.isTextual() ? value.asText() : value.toString()).orElse(call.toString());
    }

    private static Optional<String> toolNamed(String name, List<String> tools) {
        return tools.stream().filter(tool -> name.equals(tool) || name.equals("functions." + tool)).findFirst();
    }

    /** Arguments that are not JSON: in tags, or as a function is called in a program. */
    static String parameters(String text) {
        String json = text.strip();
        if (json.startsWith("{") && end(json) == json.length()) {
            return json;
        }
        ObjectNode arguments = JSON.createObjectNode();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            if (parameter.group(1) != null) {
                arguments.put(parameter.group(1), parameter.group(2).strip());
            } else if (parameter.group(3) != null) {
                arguments.put(parameter.group(3), parameter.group(4).strip());
            } else {
                arguments.put(parameter.group(5),
                        parameter.group(6) != null ? parameter.group(6) : parameter.group(7));
            }
        }
        return arguments.toString();
    }
}
