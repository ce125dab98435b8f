package dev.rill.retrieval.source;

import dev.rill.retrieval.document.ContentHash;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The built-in manual: the documents in the resource folder {@code /manual}, of a jar or of a class folder. */
final class ManualSource implements DocumentSource {
    private static final String FOLDER = "/manual";

    private record Page(byte[] content, Instant modified) {
    }

    private final Map<String, Page> pages;

    private ManualSource(Map<String, Page> pages) {
        this.pages = pages;
    }

    static ManualSource load() {
        return Optional.ofNullable(ManualSource.class.getResource(FOLDER)).map(ManualSource::load).orElseThrow(
                () -> new IllegalStateException("This build holds no manual; set RILL_DOCUMENTS to a folder."));
    }

    static ManualSource load(URL folder) {
        try {
            if (folder.openConnection() instanceof JarURLConnection jar) {
                try (FileSystem files = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return new ManualSource(pages(files.getPath(jar.getEntryName())));
                }
            }
            return new ManualSource(pages(Path.of(folder.toURI())));
        } catch (IOException e) {
            throw new UncheckedIOException("The built-in manual cannot be read.", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Page> pages(Path folder) throws IOException {
        Map<String, Page> pages = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (DocumentType.of(name).isPresent()) {
                    pages.put(name, new Page(Files.readAllBytes(entry), Files.getLastModifiedTime(entry).toInstant()));
                }
            }
        }
        return pages;
    }

    @Override
    public String identity() {
        return "manual";
    }

    @Override
    public DocumentScan scan(LeftOutDocuments problems, FolderWatch watch) {
        Map<String, DocumentFile> files = new TreeMap<>();
        // reproducible builds give every page the same time, so the content itself is the version
        pages.forEach((path, page) -> files.put(path, new DocumentFile(path, ContentHash.of(page.content()), true,
                page.content().length, page.modified(), Optional.empty())));
        return DocumentScan.of(files);
    }

    @Override
    public RightsNow rights() {
        return (_, _) -> Readers.EVERYBODY;
    }

    @Override
    public boolean moved() {
        return false;
    }

    @Override
    public byte[] read(DocumentFile file) {
        return pages.get(file.path()).content();
    }
}
