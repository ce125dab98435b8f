package dev.rill.chat.investigation;

import dev.rill.chat.WorkflowContext;
import dev.rill.chat.generation.Generation.Result;
import dev.rill.chat.prompt.NumberedPassages;
import dev.rill.chat.prompt.Prompts;
import dev.rill.chat.ranking.Ranking;
import dev.rill.chat.tool.DocumentTools;
import dev.rill.chat.tool.Found;
import dev.rill.chat.tool.Look;
import dev.rill.config.RillConfig;
import dev.rill.model.ModelEvent.ToolCall;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a model has looked at for one answer, and what it is told next. The request's thread. */
final class Investigation {
    private static final int MOST_AT_ONCE = 8;
    private static final int CHARS_A_TOKEN = 4;
    private static final String TOO_MANY = "Not done: at most " + MOST_AT_ONCE + " calls at a time.";

    private final WorkflowContext context;
    private final DocumentTools tools;
    private final LookSteps steps;
    private final int mostRounds;
    private final long mostChars;
    private final List<ModelMessage> messages;
    private final NumberedPassages passages = new NumberedPassages();
    private final StringBuilder said = new StringBuilder();
    private int rounds;
    private long chars;
    private boolean asText;

    Investigation(WorkflowContext context, DocumentTools tools, Ranking ranking, RillConfig.Chat config) {
        this.context = context;
        this.tools = tools;
        this.steps = new LookSteps(context, ranking, passages);
        this.mostRounds = config.searchRounds();
        this.mostChars = (long) CHARS_A_TOKEN * config.searchTokens();
        this.messages = Prompts.looking(context);
    }

    boolean begun() {
        return rounds > 0;
    }

    /** Whether the model may look again, or has to answer from what it has. */
    boolean mayGoOn() {
        return rounds < mostRounds && chars < mostChars && !asText;
    }

    /** What the model wrote before it asked to look; part of the answer. */
    String said() {
        return said.toString();
    }

    /** The conversation with all looks and what they showed, and the tools on offer. */
    ModelRequest offering() {
        return request(DocumentTools.DESCRIBED);
    }

    /**
     * The same with no further look. A call that the model wrote as text is none that its server knows of, so that no
     * result can be given for it.
     */
    ModelRequest concluding() {
        return asText ? inOtherWords() : request(DocumentTools.DESCRIBED.declined());
    }

    /** The same without a word of tools. */
    ModelRequest inOtherWords() {
        return Prompts.withPassages(context, passages.all());
    }

    private ModelRequest request(ModelRequest.Tools known) {
        return new ModelRequest(List.copyOf(messages), known, context.question(), Prompts.excerpts(passages.all()));
    }

    /** Looks as the model asked for, shows each look as it is done, and takes in what it showed. */
    void follow(Result.Calls asked) {
        rounds++;
        said.append(asked.said());
        List<ToolCall> calls = asked.calls();
        asText = asText || calls.stream().anyMatch(call -> call.id().isEmpty());
        messages.add(new ModelMessage.Assistant(asked.said(), calls, asked.opaque()));
        List<Look> looks = new ArrayList<>();
        for (ToolCall call : calls) {
            looks.add(looks.size() < MOST_AT_ONCE ? DocumentTools.look(call, context.question())
                    : new Look.Unclear(TOO_MANY));
        }
        if (looks.size() == 1) {
            show(calls.getFirst(), looks.getFirst(), look -> tools.look(look, context.cancellation()));
        } else {
            try (LooksAtOnce atOnce = new LooksAtOnce(tools, looks, context.cancellation())) {
                for (int i = 0; i < looks.size(); i++) {
                    int index = i;
                    show(calls.get(i), looks.get(i), _ -> atOnce.await(index));
                }
            }
        }
        context.cite(tools.withReaders(passages.sources()));
    }

    private void show(ToolCall call, Look look, Function<Look, Found> looking) {
        String shown = steps.show(look, looking);
        chars += shown.length();
        messages.add(new ModelMessage.ToolResult(call.id(), shown));
    }
}
