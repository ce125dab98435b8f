package dev.rill.retrieval.source.website;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.xml.stream.XMLStreamException;

/**
 * One walk over a website: asks for each page whether it has changed, brings those that have beside the copy, and
 * follows their links. One thread, one use.
 */
final class Crawl {
    private static final int MOST_SITEMAPS = 100;
    private static final int LONGEST_URL = 2_000;
    /** A site that fails so often is one that is gone. */
    private static final int MOST_FAILURES = 20;
    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    /**
     * @param pages   that there are now
     * @param written by the file of the copy: where what is new of it lies
     * @param same    whether nothing is new
     */
    record Result(KeptPages pages, Map<String, Path> written, boolean same) {
    }

    private final Website.Place place;
    private final KeptPages before;
    private final Path copy;
    private final Path incoming;
    private final BooleanSupplier stopped;
    private final Prefix prefix;
    private final PageClient client;
    private final Deque<URI> left = new ArrayDeque<>();
    private final Set<URI> met = new HashSet<>();
    private final Map<URI, KeptPages.Kept> pages = new LinkedHashMap<>();
    private final Map<String, Path> written = new HashMap<>();
    private final Set<String> files = new HashSet<>();
    private Robots robots = Robots.ALL;
    private int failures;
    private boolean asked;

    Crawl(Website.Place place, KeptPages before, Path copy, Path incoming, BooleanSupplier stopped) {
        this.place = place;
        this.before = before;
        this.copy = copy;
        this.incoming = incoming;
        this.stopped = stopped;
        this.prefix = new Prefix(place.start());
        this.client = new PageClient(new PublicAddresses(place.anywhere()), Website.MAX_BYTES);
    }

    Result run() throws IOException {
        robots();
        if (place.sitemap().isPresent()) {
            sitemaps(place.sitemap().get());
        } else {
            meet(prefix.within(place.start()));
        }
        before.pages().values().forEach(page -> files.add(page.file()));
        int fetched = 0;
        while (!left.isEmpty() && !stopped.getAsBoolean() && fetched++ < place.most()) {
            page(left.poll(), fetched == 1 && place.sitemap().isEmpty());
        }
        if (failures > 0 || !left.isEmpty()) { // what was not met may be linked from what could not be read
            before.pages().forEach((url, page) -> {
                if (!met.contains(url)) {
                    pages.put(url, page);
                }
            });
        }
        return new Result(new KeptPages(pages), written, written.isEmpty() && pages.equals(before.pages()));
    }

    private void robots() throws IOException {
        PageAnswer answer = get(prefix.at("/robots.txt"), Map.of());
        if (answer.status() >= 500) {
            throw new IOException("its robots.txt is answered with " + answer.status());
        }
        robots = answer.status() == 200 ? Robots.parse(new String(answer.body(), StandardCharsets.UTF_8)) : Robots.ALL;
    }

    private void sitemaps(URI first) throws IOException {
        Deque<URI> maps = new ArrayDeque<>(Set.of(first));
        Set<URI> seen = new HashSet<>(maps);
        while (!maps.isEmpty() && !stopped.getAsBoolean()) {
            URI url = maps.poll();
            PageAnswer answer = get(url, Map.of());
            if (answer.status() != 200 || answer.cut()) {
                throw new IOException("its sitemap " + url + " is answered with " + answer.status());
            }
            Sitemap map = sitemap(url, answer.body());
            for (String written : map.locations()) {
                Optional<URI> location = absolute(written);
                if (!map.index()) {
                    meet(location.flatMap(prefix::within));
                } else if (location.filter(prefix::sameSite).isPresent() && seen.size() < MOST_SITEMAPS
                        && seen.add(location.get())) {
                    maps.add(location.get());
                }
            }
        }
    }

    private static Sitemap sitemap(URI url, byte[] written) throws IOException {
        try {
            return Sitemap.parse(written);
        } catch (XMLStreamException e) {
            throw new IOException("its sitemap " + url + " cannot be read", e);
        } catch (IOException e) {
            throw new IOException("its sitemap " + url + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<URI> absolute(String written) {
        try {
            return Optional.of(new URI(written));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private void meet(Optional<URI> url) {
        if (url.isPresent() && url.get().toString().length() <= LONGEST_URL && robots.allow(url.get())
                && met.add(url.get())) {
            left.add(url.get());
        }
    }

    /** @param first the one that everything begins with: without it there is no site */
    private void page(URI url, boolean first) throws IOException {
        Optional<KeptPages.Kept> known = Optional.ofNullable(before.pages().get(url));
        PageAnswer answer;
        try {
            answer = get(url, known.map(KeptPages.Kept::conditions).orElse(Map.of()));
        } catch (IOException e) {
            if (first || ++failures >= MOST_FAILURES) {
                throw e;
            }
            known.ifPresent(page -> pages.put(url, page));
            return;
        }
        switch (answer.status()) {
            case 200 -> take(url, answer, known);
            case 304 -> {
                if (known.isPresent()) {
                    pages.put(url, known.get());
                    if (known.get().file().endsWith(".html")) {
                        links(url, Files.readAllBytes(copy.resolve(known.get().file())), "");
                    }
                }
            }
            case 301, 302, 303, 307, 308 -> answer.header("location")
                    .ifPresent(to -> meet(prefix.link(url, to)));
            default -> {
                if (first) {
                    throw new IOException("its first page is answered with " + answer.status());
                }
                if (answer.status() != 404 && answer.status() != 410) {
                    failures++;
                    known.ifPresent(page -> pages.put(url, page));
                }
            }
        }
    }

    private void take(URI url, PageAnswer answer, Optional<KeptPages.Kept> known) throws IOException {
        Optional<String> path = answer.cut() ? Optional.empty()
                : PageFile.of(prefix.below(url), answer.mediaType(), answer.body());
        if (path.isEmpty()) {
            return;
        }
        String robotsSaid = answer.header("x-robots-tag").orElse("").toLowerCase(Locale.ROOT);
        boolean indexed = !robotsSaid.contains("noindex");
        if (HTML.contains(answer.mediaType())) {
            indexed &= links(url, answer.body(), answer.charset());
        }
        if (!indexed) {
            return;
        }
        String file = known.map(KeptPages.Kept::file).orElseGet(() -> unused(path.get()));
        Path old = copy.resolve(file);
        if (!Files.exists(old) || Files.size(old) != answer.body().length
                || !Arrays.equals(Files.readAllBytes(old), answer.body())) {
            Path aside = incoming.resolve(String.valueOf(written.size()));
            Files.write(aside, answer.body());
            written.put(file, aside);
        }
        pages.put(url, new KeptPages.Kept(file, answer.header("etag").orElse(""),
                answer.header("last-modified").orElse("")));
    }

    /** Two URLs may make one name. */
    private String unused(String path) {
        String file = path;
        for (int more = 2; !files.add(file); more++) {
            int dot = path.lastIndexOf('.');
            file = path.substring(0, dot) + "~" + more + path.substring(dot);
        }
        return file;
    }

    /** Meets the links, where pages are found by them. @return whether the page may be indexed */
    private boolean links(URI url, byte[] html, String charset) throws IOException {
        HtmlPage page = HtmlPage.parse(url, html, charset);
        if (place.sitemap().isEmpty()) {
            page.links().forEach(link -> meet(prefix.link(url, link)));
        }
        return page.indexed();
    }

    /** Not sooner after the request before than the site and the configuration want. */
    private PageAnswer get(URI url, Map<String, String> conditions) throws IOException {
        Duration delay = robots.delay().compareTo(place.delay()) > 0 ? robots.delay() : place.delay();
        long until = System.nanoTime() + (asked ? delay.toNanos() : 0);
        asked = true;
        for (long wait = until - System.nanoTime(); wait > 0 && !stopped.getAsBoolean();
                wait = until - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(wait, 100_000_000));
        }
        return client.get(url, conditions);
    }
}
