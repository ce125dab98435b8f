package dev.rill.retrieval.source.website;

import dev.rill.retrieval.source.Fetcher;
import dev.rill.stream.Origin;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The pages of a website below one of its folders. What is there of them is always whole pages. */
public final class Website implements Fetcher {
    static final int MAX_BYTES = 10 * 1024 * 1024;

    /**
     * What is fetched. Immutable.
     *
     * @param start    an absolute http or https URL: the page to begin with; what is below its folder is fetched
     * @param sitemap  which pages there are; where there is none, they are found by their links
     * @param most     how many pages at the most
     * @param delay    between two requests, at the least
     * @param anywhere whether it may be on a machine that is not on the internet
     */
    public record Place(URI start, Optional<URI> sitemap, int most, Duration delay, boolean anywhere) {
    }

    private final Place place;
    private final Path folder;
    private volatile Optional<KeptPages> kept;
    private volatile Map<String, URI> urls = Map.of();

    /**
     * @param folder of the copy; nothing else may be in it
     * @throws IOException where the folder cannot be read
     */
    public Website(Place place, Path folder) throws IOException {
        this.place = place;
        this.folder = folder;
        keep(KeptPages.read(list(), identity()));
    }

    private Path list() {
        return folder.resolve("pages.tsv");
    }

    private void keep(Optional<KeptPages> pages) {
        Map<String, URI> byFile = new HashMap<>();
        pages.ifPresent(all -> all.pages().forEach((url, page) -> byFile.put(page.file(), url)));
        urls = byFile;
        kept = pages;
    }

    @Override
    public String identity() {
        return "web:" + place.start() + place.sitemap().map(url -> " " + url).orElse("");
    }

    @Override
    public Path folder() {
        return folder.resolve("pages");
    }

    @Override
    public boolean complete() {
        return kept.isPresent();
    }

    @Override
    public Optional<String> revision() {
        return Optional.empty();
    }

    @Override
    public Optional<Origin> origin(String path) {
        return Optional.ofNullable(urls.get(path)).map(Origin.Page::new);
    }

    @Override
    public Optional<Update> fetch(BooleanSupplier stopped) throws FetchException {
        try {
            Path incoming = folder.resolve("incoming");
            Files.createDirectories(folder());
            Files.createDirectories(incoming);
            Crawl crawl = new Crawl(place, kept.orElse(new KeptPages(Map.of())), folder(), incoming, stopped);
            Crawl.Result result = crawl.run();
            return stopped.getAsBoolean() || result.same() && complete() ? Optional.empty()
                    : Optional.of(() -> write(result));
        } catch (IOException e) {
            throw new FetchException("it cannot be fetched: " + why(e), e);
        }
    }

    private static String why(IOException failure) {
        String message = failure.getMessage();
        if (failure instanceof UnknownHostException && message != null) { // its message is the name, or a sentence
            return message.indexOf(' ') < 0 ? "there is no host " + message : message;
        }
        return failure.getClass() == IOException.class && message != null ? message
                : failure.getClass().getSimpleName() + (message == null ? "" : ", " + message);
    }

    private void write(Crawl.Result result) throws IOException {
        for (Map.Entry<String, Path> file : result.written().entrySet()) {
            Path to = folder().resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.move(file.getValue(), to, StandardCopyOption.REPLACE_EXISTING);
        }
        Set<String> files = new HashSet<>();
        result.pages().pages().values().forEach(page -> files.add(page.file()));
        KeptPages before = kept.orElse(new KeptPages(Map.of()));
        for (KeptPages.Kept page : before.pages().values()) {
            if (!files.contains(page.file())) {
                Files.deleteIfExists(folder().resolve(page.file()));
            }
        }
        result.pages().write(list(), identity());
        keep(Optional.of(result.pages()));
    }
}
