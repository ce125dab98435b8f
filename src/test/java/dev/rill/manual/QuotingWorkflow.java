package dev.rill.manual;

import dev.rill.chat.Workflow;
import dev.rill.chat.WorkflowContext;
import dev.rill.chat.WorkflowResult;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.retrieval.Passage;
import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers with the three best passages, word for word, and asks no model. */
final class QuotingWorkflow implements Workflow {
    private final GuardedDocuments documents;

    QuotingWorkflow(GuardedDocuments documents) {
        this.documents = documents;
    }

    @Override
    public WorkflowResult answer(WorkflowContext context) {
        DocumentLibrary seen = documents.seenBy(context.reader());
        List<Passage> found = context.step("retrieval", "Searching the documents", step -> {
            List<Passage> best = seen.candidates(List.of(context.question()), 3, context.cancellation()).getFirst();
            step.result("Found " + best.size() + " passages");
            return best;
        });
        List<Source> sources = new ArrayList<>();
        for (Passage p : found) {
            sources.add(new Source(sources.size() + 1, p.path(), p.title(), p.fromLine(), p.toLine(), p.score(),
                    p.text(), p.hash(), Optional.of(p.text())).readBy(seen.readers(p.path())));
        }
        context.cite(sources);
        return context.step("generation", "Quoting", step -> {
            sources.forEach(source -> context.token(source.snippet() + " [" + source.id() + "]\n\n"));
            return new WorkflowResult.Answered();
        });
    }
}
