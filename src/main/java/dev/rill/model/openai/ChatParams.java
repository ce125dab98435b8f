package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.JsonBoolean;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import java.util.Map;

/** Says a {@link ModelRequest} in OpenAI's terms, and that the answer is to stream. Any thread. */
final class ChatParams {
    private record Said(ModelRequest.Tool tool, ChatCompletionFunctionTool param) {
    }

    /** Not openai-java's own mapper, which would load Kotlin's reflection to read a map. */
    private final ObjectReader schemas = new JsonMapper().readerForMapOf(JsonNode.class);

    /** The tool that came last: it is the same one each time. */
    private volatile Said lastTool;

    /** @param withUsage whether the server is asked to count tokens, which a few refuse */
    ChatCompletionCreateParams of(ModelRequest request, String model, boolean withUsage) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder().model(model);
        request.messages().forEach(message -> add(message, params));
        request.tool().ifPresent(tool -> params.addTool(param(tool)));
        if (withUsage) {
            params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        return params.putAdditionalBodyProperty("stream", JsonBoolean.of(true)).build();
    }

    private static void add(ModelMessage message, ChatCompletionCreateParams.Builder params) {
        switch (message) {
            case ModelMessage.System(String content) -> params.addSystemMessage(content);
            case ModelMessage.User(String content) -> params.addUserMessage(content);
            case ModelMessage.Assistant assistant -> params.addMessage(assistant(assistant));
            case ModelMessage.ToolResult(String id, String content) -> params.addMessage(
                    ChatCompletionToolMessageParam.builder().toolCallId(id).content(content).build());
        }
    }

    private static ChatCompletionAssistantMessageParam assistant(ModelMessage.Assistant assistant) {
        ChatCompletionAssistantMessageParam.Builder message = ChatCompletionAssistantMessageParam.builder();
        if (!assistant.content().isEmpty() || assistant.toolCalls().isEmpty()) {
            message.content(assistant.content());
        }
        for (ModelEvent.ToolCall call : assistant.toolCalls()) {
            message.addToolCall(ChatCompletionMessageFunctionToolCall.builder().id(call.id())
                    .function(ChatCompletionMessageFunctionToolCall.Function.builder().name(call.name())
                            .arguments(call.argumentsJson()).build())
                    .build());
        }
        return message.build();
    }

    private ChatCompletionFunctionTool param(ModelRequest.Tool tool) {
        Said last = lastTool;
        if (last == null || !last.tool().equals(tool)) {
            last = new Said(tool, tool(tool));
            lastTool = last;
        }
        return last.param();
    }

    private ChatCompletionFunctionTool tool(ModelRequest.Tool tool) {
        try {
            FunctionParameters.Builder parameters = FunctionParameters.builder();
            Map<String, JsonNode> schema = schemas.readValue(tool.parametersSchema());
            schema.forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.fromJsonNode(value)));
            return ChatCompletionFunctionTool.builder().function(FunctionDefinition.builder().name(tool.name())
                    .description(tool.description()).parameters(parameters.build()).build()).build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema of tool " + tool.name() + " is not JSON", e);
        }
    }
}
