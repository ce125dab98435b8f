package dev.rill.http.route;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.Body;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The chat page: {@code /} and its files, from {@code web/} on the class path. Files in {@code assets/} have their
 * content's hash in the name and are kept by clients for good. Any thread.
 */
public final class PageRoutes implements Routes {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");
    private static final Header PAGE_POLICY = HeaderValues.createCached("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'");
    private static final Header FOR_GOOD =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final Header ASK_AGAIN = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

    private final ConcurrentHashMap<String, PageFile> files = new ConcurrentHashMap<>();

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of("/", Access.OPEN).get(this::index),
                Route.of("/favicon.ico", Access.OPEN)
                        .get((request, response) -> file(request, response, "favicon.ico", ASK_AGAIN)),
                Route.of("/favicon.svg", Access.OPEN)
                        .get((request, response) -> file(request, response, "favicon.svg", ASK_AGAIN)),
                Route.of("/assets/{file}", Access.OPEN).get(this::asset));
    }

    private void index(ServerRequest request, ServerResponse response) {
        response.headers().set(PAGE_POLICY);
        file(request, response, "index.html", ASK_AGAIN);
    }

    private void asset(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("file");
        if (!FILE_NAME.matcher(name).matches()) {
            throw unknown();
        }
        file(request, response, "assets/" + name, FOR_GOOD);
    }

    private void file(ServerRequest request, ServerResponse response, String name, Header caching) {
        PageFile file = find(name).orElseThrow(PageRoutes::unknown);
        response.headers().set(caching);
        response.headers().add(VARY);
        response.headers().set(HeaderNames.ETAG, file.etag());
        if (request.headers().contains(HeaderNames.IF_NONE_MATCH)
                && request.headers().get(HeaderNames.IF_NONE_MATCH).get().contains(file.etag())) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.headers().set(HeaderNames.CONTENT_TYPE, file.contentType());
        if (file.gzip().isPresent() && acceptsGzip(request)) {
            response.headers().set(HeaderNames.CONTENT_ENCODING, "gzip");
            Body.sendKept(request, response, file.gzip().get());
        } else {
            Body.sendKept(request, response, file.bytes());
        }
    }

    private Optional<PageFile> find(String name) {
        PageFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PageFile> loaded = PageFile.load(name);
        loaded.ifPresent(file -> files.put(name, file));
        return loaded;
    }

    private static boolean acceptsGzip(ServerRequest request) {
        for (String line : request.headers().values(HeaderNames.ACCEPT_ENCODING)) {
            for (String coding : line.split(",")) {
                String[] parts = coding.strip().split(";", -1);
                boolean refused = parts.length > 1 && parts[1].strip().matches("q=0(\\.0*)?");
                if (parts[0].strip().equalsIgnoreCase("gzip") && !refused) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such file of the page").exception();
    }
}
