package dev.rill.retrieval.source.website;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * What of a website is fetched: what is below one of its folders. Immutable; any thread.
 *
 * @param start an absolute http or https URL
 */
record Prefix(URI start) {

    /** Whatever stands behind the last {@code /} is a page. */
    private String folder() {
        String path = start.getRawPath() == null ? "" : start.getRawPath();
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** A link as it is written on a page; empty where it leads elsewhere. */
    Optional<URI> link(URI page, String written) {
        try {
            return within(page.resolve(new URI(written.strip().replace(" ", "%20"))));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same page always the same; empty where it is elsewhere. */
    Optional<URI> within(URI url) {
        if (!sameSite(url)) {
            return Optional.empty();
        }
        String path = url.normalize().getRawPath();
        path = path.isEmpty() ? "/" : path;
        try {
            URI plain = new URI(start.getScheme() + "://" + start.getRawAuthority() + path
                    + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
            return path.startsWith(folder().isEmpty() ? "/" : folder()) && !path.contains("/../")
                    ? Optional.of(plain) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether it has the same scheme, host and port. */
    boolean sameSite(URI url) {
        return url.getHost() != null && start.getScheme().equalsIgnoreCase(url.getScheme())
                && start.getHost().equalsIgnoreCase(url.getHost()) && port(start) == port(url)
                && url.getRawUserInfo() == null;
    }

    /** As other pages of the site name it. */
    URI at(String path) {
        return URI.create(start.getScheme() + "://" + start.getRawAuthority() + path);
    }

    /** What stands behind the folder. */
    String below(URI url) {
        String path = url.getRawPath().substring(Math.max(1, folder().length()));
        return path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort()
                : url.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }
}
