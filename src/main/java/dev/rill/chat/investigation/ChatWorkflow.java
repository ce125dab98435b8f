package dev.rill.chat.investigation;

import dev.rill.chat.Workflow;
import dev.rill.chat.WorkflowContext;
import dev.rill.chat.WorkflowResult;
import dev.rill.chat.generation.Generation.Result;
import dev.rill.chat.generation.Generation;
import dev.rill.chat.prompt.NumberedPassages;
import dev.rill.chat.prompt.Prompts;
import dev.rill.chat.prompt.UnreadNote;
import dev.rill.chat.query.Queries;
import dev.rill.chat.query.SearchWording;
import dev.rill.chat.ranking.FusionRanking;
import dev.rill.chat.ranking.ModelRanking;
import dev.rill.chat.ranking.Ranking;
import dev.rill.chat.ranking.RerankedRanking;
import dev.rill.chat.tool.DocumentTools;
import dev.rill.chat.tool.Look;
import dev.rill.config.RillConfig;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelRequest;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.Reranking;
import dev.rill.retrieval.SearchUnavailableException;
import dev.rill.stream.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers from the documents: the model looks into them until it knows, and writes the answer from what it has seen. A
 * model that answers without looking streams at once; for one that takes no tools one search is made, in its words. Any
 * thread.
 */
public final class ChatWorkflow implements Workflow {
    private static final System.Logger LOGGER = System.getLogger(ChatWorkflow.class.getName());
    private static final Duration SEARCH_AGAIN = Duration.ofSeconds(2);

    private final ModelClient model;
    private final GuardedDocuments documents;
    /** One for each answer. */
    private final Supplier<Ranking> rankings;
    private final Generation generation;
    private final SearchWording wording;
    private final RillConfig.Chat config;

    public ChatWorkflow(ModelClient model, GuardedDocuments documents, RillConfig.Chat config) {
        this(model, documents, Optional.empty(), config);
    }

    /** @param reranking what the best passages are chosen by; where there is none, what the configuration says */
    public ChatWorkflow(ModelClient model, GuardedDocuments documents, Optional<Reranking> reranking,
                        RillConfig.Chat config) {
        this.model = model;
        this.documents = documents;
        this.rankings = reranking.<Supplier<Ranking>>map(one -> () -> new RerankedRanking(one))
                .orElseGet(() -> always(ranking(model, config)));
        this.generation = new Generation(model);
        this.wording = new SearchWording(model);
        this.config = config;
    }

    private static Ranking ranking(ModelClient model, RillConfig.Chat config) {
        if (!model.followsInstructions()) {
            return new FusionRanking(FusionRanking.FOR_QUOTATIONS);
        }
        return switch (config.ranking()) {
            case FUSION -> new FusionRanking(0);
            case MODEL -> new ModelRanking(model);
        };
    }

    private static Supplier<Ranking> always(Ranking ranking) {
        return () -> ranking;
    }

    @Override
    public WorkflowResult answer(WorkflowContext context) {
        try {
            return answered(context);
        } catch (SearchUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "A question is not answered: {0}", e.getMessage());
            return new WorkflowResult.Failed(ErrorCode.STORE_UNAVAILABLE,
                    "The documents cannot be searched just now. Please try again.", Optional.of(SEARCH_AGAIN));
        }
    }

    private WorkflowResult answered(WorkflowContext context) {
        DocumentLibrary seen = documents.seenBy(context.reader());
        return switch (config.search()) {
            case TOOL -> model.acceptsTools() ? letModelLook(context, seen)
                    : searchFor(context, seen, wording.queries(context));
            case ALWAYS -> searchFor(context, seen, Queries.of(context));
        };
    }

    private WorkflowResult letModelLook(WorkflowContext context, DocumentLibrary seen) {
        Investigation looks = new Investigation(context, new DocumentTools(seen), rankings.get(), config);
        while (looks.mayGoOn()) {
            ModelRequest request = told(seen, looks.offering());
            switch (generation.offeringTools(context, looks.said(), request)) {
                case Result.Calls calls -> looks.follow(calls);
                case Result ended when !looks.begun() -> {
                    return Generation.wantsNoTools(ended)
                            ? searchFor(context, seen, wording.queries(context)) : Endings.of(ended);
                }
                case Result ended -> {
                    return Endings.of(Generation.mayAnswerOtherwise(ended, request)
                            ? generation.answering(context, looks.said(), told(seen, looks.inOtherWords())) : ended);
                }
            }
        }
        return Endings.of(generation.answering(context, looks.said(), told(seen, looks.concluding()),
                () -> told(seen, looks.inOtherWords())));
    }

    private WorkflowResult searchFor(WorkflowContext context, DocumentLibrary seen, List<String> queries) {
        DocumentTools tools = new DocumentTools(seen);
        NumberedPassages passages = new NumberedPassages();
        new LookSteps(context, rankings.get(), passages).show(new Look.Search(queries, PassageScope.ALL),
                look -> tools.look(look, context.cancellation()));
        context.cite(tools.withReaders(passages.sources()));
        ModelRequest request = told(seen, Prompts.withPassages(context, passages.all()));
        return Endings.of(generation.answering(context, "", model.followsInstructions() ? request
                : request.with(seen.rarity(Queries.of(context)),
                        seen.nearness(Queries.meant(context), context.cancellation()))));
    }

    private static ModelRequest told(DocumentLibrary seen, ModelRequest request) {
        return UnreadNote.on(request, seen.unread());
    }
}
