package dev.rill.chat;

import dev.rill.chat.Generation.Result;
import dev.rill.config.RillConfig;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelFault;
import dev.rill.model.ModelRequest;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageSearch;
import dev.rill.stream.FinishReason;
import java.util.List;

/**
 * Answers from the documents: the model may ask for a search, what is found is ranked, and the answer is written from
 * the best passages. A model that answers without searching streams at once. Any thread.
 */
public final class ChatWorkflow implements Workflow {
    private static final int CANDIDATES = 50;

    private final ModelClient model;
    private final PassageSearch documents;
    private final Ranking ranking;
    private final Generation generation;
    private final boolean modelSearches;

    public ChatWorkflow(ModelClient model, PassageSearch documents, RillConfig.Chat config) {
        this.model = model;
        this.documents = documents;
        this.ranking = switch (config.ranking()) {
            case FUSION -> new FusionRanking();
            case MODEL -> model.acceptsTools() ? new ModelRanking(model) : new FusionRanking();
        };
        this.generation = new Generation(model);
        this.modelSearches = config.search() == RillConfig.Chat.Search.TOOL;
    }

    @Override
    public WorkflowResult answer(WorkflowContext context) {
        return modelSearches && model.acceptsTools() ? letModelSearch(context) : searchForQuestion(context);
    }

    private WorkflowResult searchForQuestion(WorkflowContext context) {
        List<Passage> passages = rank(context, retrieve(context, Queries.of(context)));
        context.cite(Sources.of(passages));
        return Endings.of(generation.answering(context, told(Prompts.withPassages(context, passages))));
    }

    private WorkflowResult letModelSearch(WorkflowContext context) {
        return switch (generation.offeringSearch(context, told(Prompts.offeringSearch(context)))) {
            case Result.Searches searches -> {
                List<String> queries = Queries.of(searches.calls(), context.question());
                List<Passage> passages = rank(context, retrieve(context, queries));
                context.cite(Sources.of(passages));
                yield Endings.of(generation.answering(context, searches.said(),
                        told(Prompts.afterSearch(context, searches, passages)),
                        () -> told(Prompts.withPassages(context, passages))));
            }
            case Result.Empty(FinishReason reason) when reason.equals(FinishReason.STOP) -> searchForQuestion(context);
            case Result.Failed failed when failed.fault().kind() == ModelFault.Kind.TOOLS_REFUSED ->
                    searchForQuestion(context);
            case Result ended -> Endings.of(ended);
        };
    }

    private ModelRequest told(ModelRequest request) {
        return UnreadNote.on(request, documents.unread());
    }

    private List<List<Passage>> retrieve(WorkflowContext context, List<String> queries) {
        return context.step("retrieval", "Searching the documents", step -> {
            step.progress("Searching for “" + Queries.shown(queries.getFirst()) + "”");
            List<List<Passage>> found = documents.candidates(queries, CANDIDATES, context.cancellation());
            step.result(summary(found));
            return found;
        });
    }

    private List<Passage> rank(WorkflowContext context, List<List<Passage>> found) {
        return context.step("ranking", "Choosing the best passages", step -> {
            List<Passage> ranked = ranking.rank(context, step, found);
            step.result(ranked.isEmpty() ? "No passage to answer from"
                    : "Kept " + count(ranked.size(), "passage") + ", the best from " + ranked.getFirst().title());
            return ranked;
        });
    }

    private static String summary(List<List<Passage>> found) {
        List<Passage> passages = found.stream().flatMap(List::stream).toList();
        long distinct = passages.stream().map(Passage::id).distinct().count();
        long documents = passages.stream().map(Passage::path).distinct().count();
        return distinct == 0 ? "Nothing was found"
                : "Found " + count(distinct, "passage") + " in " + count(documents, "document");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
