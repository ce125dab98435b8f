package dev.rill.retrieval.source;

import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Several sources, the documents of each below its name. What befalls one of them befalls no other. */
final class NamedSources implements DocumentSource {
    private final SequencedMap<String, DocumentSource> sources;
    private final ReaderRules rules;

    /** @param rules with whole paths */
    NamedSources(SequencedMap<String, DocumentSource> sources, ReaderRules rules) {
        this.sources = sources;
        this.rules = rules;
    }

    @Override
    public void start() {
        sources.values().forEach(DocumentSource::start);
    }

    @Override
    public void awaitFirstFetch() throws InterruptedException {
        for (DocumentSource source : sources.values()) {
            source.awaitFirstFetch();
        }
    }

    @Override
    public void close() {
        sources.values().forEach(DocumentSource::close);
    }

    @Override
    public String identity() {
        return sources.entrySet().stream().map(source -> source.getKey() + "=" + source.getValue().identity())
                .collect(Collectors.joining(" "));
    }

    @Override
    public ReaderRules rules() {
        return rules;
    }

    @Override
    public DocumentScan scan(LeftOutDocuments problems, FolderWatch watch) {
        Map<String, DocumentFile> files = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        Map<String, DocumentScan> scans = new HashMap<>();
        List<SourceLook> looks = new ArrayList<>();
        PassedOver passedOver = new PassedOver();
        boolean watched = true;
        for (Map.Entry<String, DocumentSource> source : sources.entrySet()) {
            String name = source.getKey();
            DocumentScan scan = source.getValue().scan(problems.below(name + "/"), watch);
            scan.files().values().forEach(file -> files.put(name + "/" + file.path(), file.at(name + "/"
                    + file.path())));
            scan.unknown().forEach(path -> unknown.add(name + "/" + path));
            scan.looks().forEach(look -> looks.add(look.named(name)));
            passedOver.add(scan.passedOver());
            watched &= scan.watched();
            scans.put(name, scan);
        }
        return new DocumentScan(files, unknown, passedOver, path -> {
            DocumentScan scan = scans.get(name(path));
            return scan == null ? Readers.NOBODY : scan.rights().apply(below(path));
        }, looks, watched);
    }

    @Override
    public RightsNow rights() {
        Map<String, RightsNow> each = new HashMap<>();
        sources.forEach((name, source) -> each.put(name, source.rights()));
        return (path, known) -> {
            RightsNow now = each.get(name(path));
            return now == null ? Readers.NOBODY : now.of(below(path), known);
        };
    }

    @Override
    public boolean moved() {
        return sources.values().stream().anyMatch(DocumentSource::moved);
    }

    @Override
    public byte[] read(DocumentFile file) throws IOException {
        DocumentSource source = sources.get(name(file.path()));
        if (source == null) {
            throw new IOException("there is no source " + name(file.path()));
        }
        return source.read(file.at(below(file.path())));
    }

    private static String name(String path) {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    private static String below(String path) {
        return path.substring(path.indexOf('/') + 1);
    }
}
