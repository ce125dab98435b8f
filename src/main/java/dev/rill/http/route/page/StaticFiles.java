package dev.rill.http.route.page;

import dev.rill.http.response.Body;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Sends files of the class path: as they are or compressed, or that the client has them already. Any thread. */
final class StaticFiles {
    /** Of a file in a folder: nothing that leads out of it, and nothing hidden. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");
    static final Header ASK_AGAIN = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    static final Header FOR_GOOD =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

    private final ConcurrentHashMap<String, StaticFile> files = new ConcurrentHashMap<>();

    /**
     * Sends a file; false where there is none, and nothing is sent then.
     *
     * @param name of a resource, known to stay inside the folder that it is to be in
     */
    boolean send(ServerRequest request, ServerResponse response, String name, Header caching) {
        Optional<StaticFile> found = find(name);
        found.ifPresent(file -> send(request, response, file, caching));
        return found.isPresent();
    }

    private static void send(ServerRequest request, ServerResponse response, StaticFile file, Header caching) {
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

    private Optional<StaticFile> find(String name) {
        StaticFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<StaticFile> loaded = StaticFile.load(name);
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
}
