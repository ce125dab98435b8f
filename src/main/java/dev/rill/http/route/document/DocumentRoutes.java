package dev.rill.http.route.document;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.http.response.QueryParameters;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.SourceInfo;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.WorkProgress;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.rights.Reader;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What answers come from: {@code /documents…}. A path is looked up among the indexed documents and never in a file
 * system. Any thread.
 */
public final class DocumentRoutes implements Routes {
    private static final int MOST_LEFT_OUT = 100;
    private static final int LONGEST_HASH = 200;

    private final DocumentIndex index;
    private final UploadRoutes uploads;

    /** @param uploads what may be sent and deleted at the same paths */
    public DocumentRoutes(DocumentIndex index, UploadRoutes uploads) {
        this.index = index;
        this.uploads = uploads;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                uploads.taking(Route.of("/documents", Access.USER).get(this::list).post(uploads::take)),
                Route.of("/documents/{path+}", Access.USER).get(this::text).delete(uploads::delete));
    }

    private void list(ServerRequest request, ServerResponse response) {
        DocumentQuery query = DocumentQuery.of(request);
        Json.make(request, response, () -> list(DocumentAddress.reader(request), query));
    }

    private ObjectNode list(Reader reader, DocumentQuery query) {
        DocumentLibrary seen = index.seenBy(reader);
        DocumentQuery.Page page = query.of(seen.documents());
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("documents");
        for (DocumentInfo document : page.documents()) {
            ObjectNode node = array.addObject()
                    .put("path", document.path())
                    .put("title", document.title());
            ArrayNode tags = node.putArray("tags");
            document.tags().forEach(tags::add);
            node.put("chunks", document.chunks());
            Json.origin(node, document.origin());
            node.put("kind", kind(document.type()));
            node.put("bytes", document.bytes()).put("modified", Json.timestamp(document.modified()))
                    .put("indexed", Json.timestamp(document.indexed()));
        }
        if (query.children()) {
            ArrayNode folders = json.putArray("folders");
            page.folders().forEach((path, below) -> folders.addObject().put("path", path).put("documents", below));
        }
        json.put("total", page.total());
        if (page.more()) {
            json.put("next", page.documents().getLast().path());
        }
        unread(json.putObject("notRead"), seen.unread());
        sources(json.putArray("sources"), index.sources(reader));
        index.withoutVectors(reader).ifPresent(passages -> json.put("withoutVectors", passages));
        progress(json, index.reading(reader), index.embedding(reader));
        return json;
    }

    private static void sources(ArrayNode json, List<SourceInfo> sources) {
        for (SourceInfo source : sources) {
            ObjectNode node = json.addObject().put("kind", source.kind().name().toLowerCase(Locale.ROOT));
            if (!source.name().isEmpty()) {
                node.put("name", source.name());
            }
            source.looked().ifPresent(looked -> node.put("looked", Json.timestamp(looked)));
            node.put("documents", source.documents()).put("notRead", source.notRead());
            source.commit().ifPresent(id -> node.put("commit", id));
            source.error().ifPresent(why -> node.put("error", why));
        }
    }

    private static void progress(ObjectNode json, Optional<WorkProgress> reading, Optional<WorkProgress> embedding) {
        if (reading.isPresent() || embedding.isPresent()) {
            ObjectNode progress = json.putObject("progress");
            reading.ifPresent(work -> progress(progress.putObject("documents"), work));
            embedding.ifPresent(work -> progress(progress.putObject("vectors"), work));
        }
    }

    private static void progress(ObjectNode json, WorkProgress work) {
        json.put("done", work.done()).put("toDo", work.toDo());
        work.left().ifPresent(time -> json.put("secondsLeft", time.toSeconds()));
    }

    private static String kind(DocumentType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void unread(ObjectNode json, UnreadFiles unread) {
        json.put("passedOver", unread.passedOverFiles());
        ArrayNode endings = json.putArray("endings");
        unread.passedOver().forEach(ending -> endings.addObject()
                .put("ending", ending.ending()).put("files", ending.files()));
        json.put("leftOut", unread.leftOut().size());
        ArrayNode files = json.putArray("files");
        unread.leftOut().stream().limit(MOST_LEFT_OUT).forEach(file -> files.addObject()
                .put("path", file.path()).put("reason", file.reason()));
        unread.pending().ifPresent(documents -> json.put("pending", documents));
        unread.gone().ifPresent(why -> json.put("gone", "The document folder cannot be looked at: " + why
                + "; answers come from what was read before"));
        if (unread.any()) {
            json.put("summary", unread.words());
        }
    }

    private void text(ServerRequest request, ServerResponse response) {
        OptionalInt from = DocumentAddress.line(request, "from");
        OptionalInt to = DocumentAddress.line(request, "to");
        Optional<String> cited = QueryParameters.text(request, "hash", LONGEST_HASH);
        if (from.isPresent() && to.isPresent() && from.getAsInt() > to.getAsInt()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "from has to be a line before to").exception();
        }
        Json.make(request, response, () -> text(request, from, to, cited));
    }

    private JsonNode text(ServerRequest request, OptionalInt from, OptionalInt to, Optional<String> cited) {
        DocumentLibrary seen = index.seenBy(Caller.of(request).reader());
        DocumentText text = seen.text(DocumentAddress.path(request, 1), from, to).orElseThrow(() ->
                Problem.of(ProblemCode.NOT_FOUND, "There is no such document").exception());
        ObjectNode json = Json.object()
                .put("path", text.path())
                .put("title", text.title())
                .put("hash", text.hash())
                .put("fromLine", text.fromLine())
                .put("toLine", text.toLine());
        Json.place(json, text.place());
        seen.type(text.path()).ifPresent(type -> json.put("kind", kind(type)));
        text.head().ifPresent(head -> json.put("head", head));
        json.put("totalLines", text.totalLines()).put("text", text.text());
        Json.origin(json, seen.origin(text.path()));
        cited.ifPresent(hash -> json.put("changed", !hash.equals(text.hash())));
        return json;
    }
}
