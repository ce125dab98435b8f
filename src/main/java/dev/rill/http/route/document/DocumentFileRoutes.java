package dev.rill.http.route.document;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Body;
import dev.rill.http.response.DownloadName;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.document.format.FileKind;
import dev.rill.retrieval.extraction.ExtractionEndedException;
import dev.rill.retrieval.extraction.PagePictures;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.rights.Reader;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** The documents' files themselves: {@code /originals…}, and pages of them as pictures, {@code /pages…}. Any thread. */
public final class DocumentFileRoutes implements Routes {
    private static final int MOST_PAGES = 1_000_000;
    private static final Duration SOON = Duration.ofSeconds(2);
    /** A file may hold anything: no browser is to run or show it as a part of this server. */
    private static final Header SANDBOX = HeaderValues.createCached("Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'; sandbox");
    private static final Header ANY_BYTES =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    private static final Header PNG = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "image/png");
    private static final Header JPEG = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "image/jpeg");

    private final DocumentIndex index;
    private final PagePictures pictures;

    public DocumentFileRoutes(DocumentIndex index, PagePictures pictures) {
        this.index = index;
        this.pictures = pictures;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/originals/{path+}", Access.USER).get(this::original),
                Route.of("/pages/{page}/{path+}", Access.USER).get(this::page));
    }

    private void original(ServerRequest request, ServerResponse response) {
        String path = DocumentAddress.path(request, 1);
        Reader reader = Caller.of(request).reader();
        byte[] content = index.original(reader, path).orElseThrow(DocumentFileRoutes::unknown);
        response.headers().set(ANY_BYTES);
        response.headers().set(SANDBOX);
        response.headers().set(HeaderNames.CONTENT_DISPOSITION,
                DownloadName.ofFile(name(path.substring(path.lastIndexOf('/') + 1), content)));
        Body.send(request, response, content);
    }

    private void page(ServerRequest request, ServerResponse response) {
        String path = DocumentAddress.path(request, 2);
        int page = number(request.path().pathParameters().get("page"));
        OptionalInt from = DocumentAddress.line(request, "from");
        OptionalInt to = DocumentAddress.line(request, "to");
        Reader reader = Caller.of(request).reader();
        DocumentLibrary seen = index.seenBy(reader);
        byte[] content = seen.type(path).filter(DocumentType.PDF::equals)
                .flatMap(_ -> index.original(reader, path)).orElseThrow(DocumentFileRoutes::unknown);
        String marked = from.isEmpty() || to.isEmpty() || from.getAsInt() > to.getAsInt() ? ""
                : seen.text(path, from, to).map(DocumentText::text).orElse("");
        byte[] picture = picture(content, page, marked);
        response.headers().set(picture[0] == (byte) 0x89 ? PNG : JPEG);
        Body.send(request, response, picture);
    }

    /** One that is called as another kind of file gets the ending with which it can be opened. */
    private static String name(String name, byte[] content) {
        return switch (FileKind.of(name, content)) {
            case FileKind.Known known -> known.named(name);
            case FileKind.Unread _ -> name;
        };
    }

    private byte[] picture(byte[] content, int page, String marked) {
        try {
            return pictures.of(content, page, marked).orElseThrow(() -> Problem.of(ProblemCode.RATE_LIMITED,
                    "Too many pages are being drawn").withRetryAfter(SOON).exception());
        } catch (UnreadableDocumentException e) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no picture of that page: " + e.getMessage())
                    .exception();
        } catch (ExtractionEndedException e) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no picture of that page: the server stops").exception();
        }
    }

    private static int number(String page) {
        if (!page.matches("[1-9]\\d{0,6}") || Integer.parseInt(page) > MOST_PAGES) {
            throw unknown();
        }
        return Integer.parseInt(page);
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such document").exception();
    }
}
