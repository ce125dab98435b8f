package dev.rill.retrieval.source.git;

import dev.rill.retrieval.source.Fetcher;
import dev.rill.storage.ReplacedFile;
import dev.rill.stream.Origin;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.eclipse.jgit.util.SystemReader;

/**
 * A branch of a Git repository, without its history: its last commit is checked out. What is there then is a whole
 * copy; the file {@code commit} names it, and is not there while it is written.
 */
public final class GitRepository implements Fetcher {
    private static final System.Logger LOGGER = System.getLogger(GitRepository.class.getName());
    private static final String FETCHED = "refs/rill/fetched";
    private static final int TIMEOUT_SECONDS = 30;
    /** Each fetch brings one; together they hold what no commit needs any more. */
    private static final int MOST_PACKS = 10;

    /**
     * What is fetched. Immutable.
     *
     * @param branch the repository's own choice where there is none
     * @param below  a folder in it, whose files are the documents; empty for all
     */
    public record Place(URI repository, Optional<String> branch, String below) {
        private String shown() {
            String url = repository.toString();
            return url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        }
    }

    private final Place place;
    private final GitAccess access;
    private final Optional<Proxy> proxy;
    private final Path folder;
    private volatile Optional<String> commit;

    /**
     * @param folder of the copy; nothing else may be in it
     * @param proxy  that the server is asked through
     * @throws IOException where the folder cannot be read
     */
    public GitRepository(Place place, GitAccess access, Optional<Proxy> proxy, Path folder) throws IOException {
        this.place = place;
        this.access = access;
        this.proxy = proxy;
        this.folder = folder;
        if (!(SystemReader.getInstance() instanceof NoGitSettings)) {
            SystemReader.setInstance(new NoGitSettings(SystemReader.getInstance()));
        }
        this.commit = written();
    }

    /** The commit of the copy, where it is a whole one of the same place. */
    private Optional<String> written() throws IOException {
        try {
            List<String> lines = Files.readAllLines(marker());
            return lines.size() == 2 && lines.get(1).equals(identity()) ? Optional.of(lines.getFirst())
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path marker() {
        return folder.resolve("commit");
    }

    @Override
    public String identity() {
        return "git:" + place.shown() + "#" + place.branch().orElse("") + ":" + place.below();
    }

    @Override
    public Path folder() {
        return folder.resolve("files").resolve(place.below());
    }

    @Override
    public boolean complete() {
        return commit.isPresent();
    }

    @Override
    public Optional<String> revision() {
        return commit;
    }

    @Override
    public Optional<Origin> origin(String path) {
        return commit.map(Origin.Commit::new);
    }

    @Override
    public Optional<Update> fetch(BooleanSupplier stopped) throws FetchException {
        try (Repository repository = open()) {
            try (Transport transport = Transport.open(repository, new URIish(place.repository().toString()))) {
                transport.setTagOpt(TagOpt.NO_TAGS);
                transport.setDepth(1);
                transport.setTimeout(TIMEOUT_SECONDS);
                access.to(place.repository()).ifPresent(transport::setCredentialsProvider);
                if (transport instanceof TransportHttp http && proxy.isPresent()) {
                    http.setHttpConnectionFactory(new Proxied(proxy.get()));
                }
                String branch = place.branch().map(name -> "refs/heads/" + name).orElse("HEAD");
                transport.fetch(new Stopping(stopped), List.of(new RefSpec("+" + branch + ":" + FETCHED)));
            }
            ObjectId fetched = repository.resolve(FETCHED);
            if (fetched == null) {
                throw new FetchException("it has no such branch", null);
            }
            String id = fetched.name();
            return stopped.getAsBoolean() || commit.equals(Optional.of(id)) ? Optional.empty()
                    : Optional.of(() -> write(id));
        } catch (TransportException | NotSupportedException e) {
            throw new FetchException("it cannot be fetched: " + why(e), e);
        } catch (IOException e) {
            throw new FetchException("its copy cannot be written: " + e.getClass().getSimpleName(), e);
        } catch (URISyntaxException e) {
            throw new FetchException("its URL is none", e);
        }
    }

    /** What Git says names the URL, of which a part may be secret. */
    private String why(IOException failure) {
        String message = String.valueOf(failure.getMessage()).replaceFirst("\\.$", "");
        if (place.branch().isPresent() && message.startsWith("Remote does not have ")) {
            return "there is no branch " + place.branch().get();
        }
        Throwable cause = failure.getCause();
        String shown = message.replace(place.repository().toString(), place.shown()).replaceAll("\\?\\S*", "")
                .replaceAll("//[^/@\\s]*@", "//");
        return cause == null || cause.getMessage() == null || shown.contains(cause.getClass().getSimpleName())
                ? shown : shown + " (" + cause.getClass().getSimpleName() + ")";
    }

    private Repository open() throws IOException {
        Files.createDirectories(folder);
        Repository repository = new FileRepositoryBuilder().setGitDir(folder.resolve("git").toFile())
                .setWorkTree(folder.resolve("files").toFile()).build();
        if (!repository.getObjectDatabase().exists()) {
            repository.create();
        }
        return repository;
    }

    private void write(String id) throws IOException {
        commit = Optional.empty();
        Files.deleteIfExists(marker());
        try (Repository repository = open(); RevWalk walk = new RevWalk(repository)) {
            DirCache index = repository.lockDirCache();
            try {
                DirCacheCheckout checkout = new DirCacheCheckout(repository, index,
                        walk.parseTree(ObjectId.fromString(id)));
                checkout.setFailOnConflict(false);
                checkout.checkout();
            } finally {
                index.unlock();
            }
            tidy(repository);
        }
        ReplacedFile.write(marker(), (id + "\n" + identity() + "\n").getBytes(StandardCharsets.UTF_8));
        commit = Optional.of(id);
    }

    private static void tidy(Repository repository) {
        int packs = repository instanceof FileRepository files ? files.getObjectDatabase().getPacks().size() : 0;
        if (packs > MOST_PACKS) {
            try (Git git = new Git(repository)) {
                git.gc().setExpire(Instant.now()).call();
            } catch (GitAPIException | RuntimeException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "What no commit needs could not be removed", e);
            }
        }
    }

    /** Asks through a proxy, whatever the server is. */
    private record Proxied(Proxy proxy) implements HttpConnectionFactory {
        @Override
        public HttpConnection create(URL url) throws IOException {
            return new JDKHttpConnectionFactory().create(url, proxy);
        }

        @Override
        public HttpConnection create(URL url, Proxy other) throws IOException {
            return create(url);
        }
    }
}
