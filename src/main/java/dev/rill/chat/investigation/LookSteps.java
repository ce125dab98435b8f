package dev.rill.chat.investigation;

import dev.rill.chat.WorkflowContext;
import dev.rill.chat.prompt.NumberedPassages;
import dev.rill.chat.query.Queries;
import dev.rill.chat.query.SearchMessage;
import dev.rill.chat.ranking.Ranking;
import dev.rill.chat.tool.Found;
import dev.rill.chat.tool.Look;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import dev.rill.stream.StepNames;
import dev.rill.trace.Trace;
import dev.rill.trace.Work;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks as steps of a stream: what was sought and what was found, in the order in which it happened. One thread. */
public final class LookSteps {

    private final WorkflowContext context;
    private final Ranking ranking;
    private final NumberedPassages passages;

    LookSteps(WorkflowContext context, Ranking ranking, NumberedPassages passages) {
        this.context = context;
        this.ranking = ranking;
        this.passages = passages;
    }

    /** @return what the model is told of it */
    String show(Look look, Function<Look, Found> looking) {
        return switch (look) {
            case Look.Search search -> told(search(search, looking));
            case Look.Read read -> told(step("Reading " + read.path(), look, looking));
            case Look.Listing listing -> told(step(listing.pattern().isEmpty() ? "Listing the documents"
                    : "Listing “" + Queries.shown(listing.pattern()) + "”", look, looking));
            case Look.Unclear _ -> told(looking.apply(look));
        };
    }

    private Found search(Look.Search search, Function<Look, Found> looking) {
        return context.step(StepNames.RETRIEVAL, "Searching the documents", step -> {
            step.progress(SearchMessage.of(search.queries(), search.scope()));
            return summed(step, looking.apply(search));
        });
    }

    private Found step(String message, Look look, Function<Look, Found> looking) {
        return context.step(StepNames.RETRIEVAL, message, step -> summed(step, looking.apply(look)));
    }

    private static Found summed(WorkflowContext.Step step, Found found) {
        step.result(summary(found));
        return found;
    }

    private String told(Found found) {
        return switch (found) {
            case Found.Candidates candidates -> passages.told(rank(candidates.lists()));
            case Found.Lines(DocumentText text) -> passages.told(List.of(NumberedPassages.of(text)))
                    + (text.toLine() < text.totalLines()
                            ? "\n\nThe document has " + text.totalLines() + " lines." : "");
            case Found.Documents documents -> documents.documents().stream().map(LookSteps::line)
                    .collect(Collectors.joining("\n"))
                    + (documents.total() > documents.documents().size() ? "\n… and "
                    + (documents.total() - documents.documents().size())
                    + " more; a narrower pattern shows them." : "");
            case Found.Nothing nothing -> nothing.why();
        };
    }

    /** The best of what a search found. */
    List<Passage> rank(List<List<Passage>> found) {
        return context.step(StepNames.RANKING, "Choosing the best passages", step -> {
            List<Passage> ranked = Trace.traced(new Work.Ranking(found.stream().mapToInt(List::size).sum()),
                    () -> ranking.rank(context, step, found));
            step.result(ranked.isEmpty() ? "No passage to answer from"
                    : "Kept " + count(ranked.size(), "passage") + ", the best from " + ranked.getFirst().title());
            return ranked;
        });
    }

    private static String line(DocumentInfo document) {
        return document.path() + " – " + document.title();
    }

    static String summary(Found found) {
        return switch (found) {
            case Found.Candidates(List<List<Passage>> lists) -> {
                List<Passage> passages = lists.stream().flatMap(List::stream).toList();
                long distinct = passages.stream().map(Passage::id).distinct().count();
                long documents = passages.stream().map(Passage::path).distinct().count();
                yield distinct == 0 ? "Nothing was found"
                        : "Found " + count(distinct, "passage") + " in " + count(documents, "document");
            }
            case Found.Lines(DocumentText text) -> "Read lines " + text.fromLine() + " to " + text.toLine() + " of "
                    + text.path();
            case Found.Documents documents -> "Found " + count(documents.total(), "document");
            case Found.Nothing _ -> "Nothing was found";
        };
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
