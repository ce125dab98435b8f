package dev.rill.wire.mcp;

import dev.rill.http.response.WatchedWork;
import dev.rill.live.Watchdog;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.stream.Cancellation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Calls of the tools that look at the documents, each on its request's thread, until its client leaves or cancels. */
final class DocumentCalls {
    private final GuardedDocuments documents;
    private final Watchdog watchdog;
    private final RunningCalls running;
    private final Map<String, DocumentTool> tools = new LinkedHashMap<>();

    DocumentCalls(GuardedDocuments documents, Watchdog watchdog, RunningCalls running) {
        this.documents = documents;
        this.watchdog = watchdog;
        this.running = running;
        tools.put("search", new SearchTool());
        tools.put("read", new ReadTool());
        tools.put("list", new ListTool());
    }

    List<ObjectNode> descriptions() {
        return tools.values().stream().map(DocumentTool::description).toList();
    }

    boolean has(String name) {
        return tools.containsKey(name);
    }

    /** Empty where the client has taken the call back. */
    Optional<ToolResult> call(String name, Arguments arguments, Call call) {
        DocumentTool tool = Objects.requireNonNull(tools.get(name), name);
        Cancellation cancellation = new Cancellation();
        try (RunningCalls.Running _ = running.begin(call, () -> cancellation.cancel(Cancellation.Reason.STOPPED))) {
            return Optional.of(WatchedWork.run(call.http(), watchdog, cancellation,
                    () -> tool.call(documents.seenBy(call.reader()), arguments, cancellation)));
        } catch (Arguments.WrongArgumentException e) {
            return Optional.of(ToolResult.failure(e.why()));
        } catch (Cancellation.CancelledException taken) {
            return Optional.empty();
        }
    }
}
