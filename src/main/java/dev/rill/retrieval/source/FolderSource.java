package dev.rill.retrieval.source;

import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import dev.rill.storage.HeldFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A folder of documents. Never reads anything that is not really inside it. */
final class FolderSource implements DocumentSource {
    private static final int WITH_PICTURES = 4;

    private final Path root;
    private final long maxBytes;
    private final Optional<Path> leftOut;
    private final ReaderRules rules;
    private final LookedAtFiles lookedAt = new LookedAtFiles();
    private volatile Optional<Path> scanned = Optional.empty();
    private Function<String, Readers> rights = _ -> Readers.NOBODY;
    private Optional<Instant> looked = Optional.empty();

    private FolderSource(Path root, long maxBytes, Optional<Path> leftOut, ReaderRules rules) {
        this.rules = rules;
        this.root = root;
        this.leftOut = leftOut;
        this.maxBytes = maxBytes;
    }

    static FolderSource of(Path folder, long maxBytes) {
        return of(folder, maxBytes, Optional.empty(), ReaderRules.NONE);
    }

    /** @param leftOut a folder whose files are no documents, wherever it is */
    static FolderSource of(Path folder, long maxBytes, Optional<Path> leftOut, ReaderRules rules) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("The document folder " + folder + " is not a folder.");
        }
        if (!Files.isReadable(folder)) {
            throw new IllegalArgumentException("The document folder " + folder + " cannot be read by this user.");
        }
        return unchecked(folder, maxBytes, leftOut, rules);
    }

    static FolderSource unchecked(Path folder, long maxBytes, Optional<Path> leftOut, ReaderRules rules) {
        return new FolderSource(folder.toAbsolutePath().normalize(), maxBytes, leftOut, rules);
    }

    @Override
    public String identity() {
        return root.toUri().toString();
    }

    @Override
    public DocumentScan scan(LeftOutDocuments problems, FolderWatch watch) {
        scanned = place();
        FolderWalk walk = new FolderWalk(root, maxBytes, leftOut.flatMap(FolderSource::real), rules, lookedAt,
                problems, watch);
        FolderWalk.Walked walked = walk.walk();
        if (walked.gone().isEmpty()) {
            rights = walked.rights();
            looked = Optional.of(Instant.now());
        }
        SourceLook look = new SourceLook("", SourceKind.FOLDER, looked, walked.gone(), walked.passedOver(),
                looked.isPresent() ? rights.apply("") : rules.of(""), Optional.empty());
        return new DocumentScan(walked.files(), walked.unknown(), walked.passedOver(), rights, List.of(look),
                walked.gone().isEmpty());
    }

    @Override
    public ReaderRules rules() {
        return rules;
    }

    @Override
    public RightsNow rights() {
        Optional<FolderRights> folder = place().map(real -> new FolderRights(real, rules));
        return (path, known) -> {
            try {
                Path file = root.resolve(path);
                Path real = Files.isSymbolicLink(file) ? file.toRealPath()
                        : file.getParent().toRealPath().resolve(file.getFileName());
                return folder.isEmpty() ? known.and(rules.of(path)) : folder.get().of(path, real);
            } catch (IOException | InvalidPathException e) {
                return known.and(rules.of(path));
            }
        };
    }

    @Override
    public boolean moved() {
        return !place().equals(scanned);
    }

    private Optional<Path> place() {
        return real(root);
    }

    private static Optional<Path> real(Path folder) {
        try {
            return Optional.of(folder.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] read(DocumentFile file) throws IOException {
        Path location = file.location().orElseThrow();
        long most = most(file.bytes() > maxBytes || extracted(file.path()), maxBytes);
        try (HeldFile held = HeldFile.of(location)) {
            requireInside(location);
            byte[] bytes;
            try (InputStream in = Files.newInputStream(held.content())) {
                bytes = in.readNBytes(Math.toIntExact(most + 1));
            }
            requireInside(location); // a folder on the way may have become a link while the file was open
            if (bytes.length > most) {
                throw new IOException("it grew beyond " + most + " bytes");
            }
            return bytes;
        } catch (AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceReadException(e.toString(), e);
        }
    }

    /** Where pictures count, a file may be larger. */
    static long most(boolean extracted, long maxBytes) {
        return extracted ? maxBytes * WITH_PICTURES : maxBytes;
    }

    private static boolean extracted(String path) {
        return DocumentType.of(path).filter(DocumentType::extracted).isPresent();
    }

    private void requireInside(Path location) throws IOException {
        if (!location.toRealPath().equals(location) || !location.startsWith(root.toRealPath())) {
            throw new IOException("it is no longer where it was found");
        }
    }
}
