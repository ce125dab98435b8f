package dev.rill.wire.openai.responses;

import dev.rill.http.access.Caller;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.stream.Source;
import dev.rill.wire.DocumentLinks;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/**
 * What whoever asks now sees of a response: its documents, and where they are. Immutable; any thread.
 *
 * @param results whether a search tells what it found, where its request did not want that
 */
record ResponseView(DocumentLinks links, DocumentLibrary seen, boolean results) {

    static ResponseView of(ServerRequest request, GuardedDocuments documents, boolean results) {
        return new ResponseView(DocumentLinks.of(request), documents.seenBy(Caller.of(request).reader()), results);
    }

    List<Source> shown(List<Source> sources) {
        return seen.shown(sources);
    }
}
