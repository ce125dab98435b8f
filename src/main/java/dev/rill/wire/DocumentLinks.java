package dev.rill.wire;

import dev.rill.http.access.Proxies;
import dev.rill.stream.Origin;
import dev.rill.stream.Source;
import dev.rill.uri.PercentEncoding;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Where a client finds the documents. Immutable; any thread.
 *
 * @param server as the client spoke to it; empty where that is not known
 */
public record DocumentLinks(String server) {

    public static DocumentLinks of(ServerRequest request) {
        return new DocumentLinks(request.context().get(Proxies.Client.class)
                .filter(client -> !client.authority().isEmpty())
                .map(client -> client.scheme() + "://" + client.authority()).orElse(""));
    }

    /** The whole of it, as a person opens it: the page of a website, else the file; empty where that is not known. */
    public Optional<String> toFile(Source source) {
        if (source.origin().orElse(null) instanceof Origin.Page(URI url)) {
            return Optional.of(url.toString());
        }
        return server.isEmpty() ? Optional.empty()
                : Optional.of(server + "/originals/" + PercentEncoding.encodePath(source.path()));
    }

    /** The lines that were cited, of the content that they were cited from; of a website the page itself. */
    public String to(Source source) {
        if (source.origin().orElse(null) instanceof Origin.Page(URI url)) {
            return url.toString();
        }
        String lines = "?from=" + source.fromLine() + "&to=" + source.toLine();
        return server + "/documents/" + PercentEncoding.encodePath(source.path()) + lines
                + (source.hash().isEmpty() ? "" : "&hash=" + PercentEncoding.encode(source.hash()));
    }
}
