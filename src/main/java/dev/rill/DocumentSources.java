package dev.rill;

import dev.rill.config.HttpProxy;
import dev.rill.config.RillConfig;
import dev.rill.config.SourceConfig;
import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.source.git.GitAccess;
import dev.rill.retrieval.source.git.GitRepository;
import dev.rill.retrieval.source.website.Website;
import dev.rill.rights.ReaderRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Where documents come from, as it is configured: sources with names, one folder, or the manual. */
final class DocumentSources {
    private DocumentSources() {
    }

    /**
     * @param data the server's own folder, whose files are no documents
     * @param copies of what is fetched
     * @param network how others are reached
     * @throws IllegalArgumentException when the one folder cannot be read; the message is for the operator
     */
    static DocumentSource of(RillConfig.Documents config, Optional<Path> data, Path copies,
                             RillConfig.Network network) {
        ReaderRules rules = config.readers();
        if (config.sources().isEmpty()) {
            return config.folder().map(folder -> DocumentSource.folder(folder, data, rules))
                    .orElseGet(DocumentSource::manual);
        }
        SequencedMap<String, DocumentSource> sources = new LinkedHashMap<>();
        for (SourceConfig source : config.sources()) {
            sources.put(source.name(), switch (source) {
                case SourceConfig.Folder(String name, Path folder) ->
                        DocumentSource.folderThatMayBeGone(folder, data, rules.within(name));
                case SourceConfig.Git git -> DocumentSource.fetched(SourceKind.GIT, repository(git,
                        copies.resolve(git.name()), network), git.interval(), rules.within(git.name()));
                case SourceConfig.Website site -> DocumentSource.fetched(SourceKind.WEBSITE, website(site,
                        copies.resolve(site.name())), site.interval(), rules.within(site.name()));
            });
        }
        return DocumentSource.named(sources, rules);
    }

    private static Website website(SourceConfig.Website site, Path copy) {
        try {
            return new Website(new Website.Place(site.start(), site.sitemap(), site.pages(), site.delay(),
                    site.anywhere()), copy);
        } catch (IOException e) {
            throw new UncheckedIOException("The copy of the source " + site.name() + " cannot be read.", e);
        }
    }

    private static GitRepository repository(SourceConfig.Git git, Path copy, RillConfig.Network network) {
        boolean web = git.repository().getHost() != null;
        Optional<Proxy> proxy = (web ? network.proxyFor(git.repository()) : Optional.<HttpProxy>empty())
                .map(known -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(known.host(), known.port())));
        try {
            return new GitRepository(new GitRepository.Place(git.repository(), git.branch(), git.below()),
                    new GitAccess(git.user(), git.token().map(token -> token::reveal)), proxy, copy);
        } catch (IOException e) {
            throw new UncheckedIOException("The copy of the source " + git.name() + " cannot be read.", e);
        }
    }
}
