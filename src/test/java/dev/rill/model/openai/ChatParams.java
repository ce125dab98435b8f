package dev.rill.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import java.util.Optional;

/** Says a {@link ModelRequest} with openai-java's classes. */
final class ChatParams {
    private static final JsonMapper JSON = new JsonMapper();

    private ChatParams() {
    }

    /** @param withUsage whether the server is asked to count tokens, which a few refuse */
    static ChatCompletionCreateParams of(ModelRequest request, String model, boolean withUsage) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder().model(model);
        request.messages().forEach(message -> add(message, params));
        request.tools().offered().forEach(tool -> params.addTool(tool(tool)));
        Optional.of(request.tools().choice()).filter(ModelRequest.Choice.NONE::equals).ifPresent(_ -> params.toolChoice(
                ChatCompletionToolChoiceOption.Auto.NONE));
        if (withUsage) {
            params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        return params.build();
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
        } else {
            message.content(Optional.empty());
        }
        for (ModelEvent.ToolCall call : assistant.toolCalls()) {
            message.addToolCall(ChatCompletionMessageFunctionToolCall.builder().id(call.id())
                    .function(ChatCompletionMessageFunctionToolCall.Function.builder().name(call.name())
                            .arguments(call.argumentsJson()).build())
                    .build());
        }
        return message.build();
    }

    private static ChatCompletionFunctionTool tool(ModelRequest.Tool tool) {
        try {
            FunctionParameters.Builder parameters = FunctionParameters.builder();
            JSON.readTree(tool.parametersSchema()).properties().forEach(member ->
                    parameters.putAdditionalProperty(member.getKey(), JsonValue.fromJsonNode(member.getValue())));
            return ChatCompletionFunctionTool.builder().function(FunctionDefinition.builder().name(tool.name())
                    .description(tool.description()).parameters(parameters.build()).build()).build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema of tool " + tool.name() + " is not JSON", e);
        }
    }
}
