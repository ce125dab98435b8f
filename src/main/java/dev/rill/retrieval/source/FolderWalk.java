package dev.rill.retrieval.source;

import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.document.format.FileKind;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import dev.rill.storage.FileFault;
import dev.rill.storage.HeldFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One walk of a document folder. Names that start with a dot are left out; a link is followed only to a real path
 * inside the folder, and it is its own name that counts, so that the links which Kubernetes makes into {@code ..data}
 * work. Each real file is taken once: at its own place where that is walked, else at its first link.
 */
final class FolderWalk {
    private static final int MAX_DEPTH = 64;
    /** File systems stamp changes to the tick, some to two seconds: a younger file may change under the same stamp. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(3);

    private record Link(String path, Path place, int depth) {
    }

    private final Path root;
    private final long maxBytes;
    private final Optional<Path> leftOut;
    private final LookedAtFiles lookedAt;
    private final LeftOutDocuments problems;
    private final FolderWatch watch;
    private final ReaderRules rules;
    private final PassedOver passedOver = new PassedOver();
    private final TreeMap<String, DocumentFile> files = new TreeMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<Path> realFiles = new HashSet<>();
    private final Set<Path> realFolders = new HashSet<>();
    private final Instant now = Instant.now();
    private List<Link> links = new ArrayList<>();
    private Path realRoot;
    private FolderRights rights;
    private String gone;

    FolderWalk(Path root, long maxBytes, Optional<Path> leftOut, ReaderRules rules, LookedAtFiles lookedAt,
               LeftOutDocuments problems, FolderWatch watch) {
        this.rules = rules;
        this.root = root;
        this.maxBytes = maxBytes;
        this.leftOut = leftOut;
        this.lookedAt = lookedAt;
        this.problems = problems;
        this.watch = watch;
    }

    /**
     * @param rights of paths, once it has ended
     * @param gone   why the folder could not be listed, where it could not
     */
    record Walked(Map<String, DocumentFile> files, Set<String> unknown, PassedOver passedOver,
                  Function<String, Readers> rights, Optional<String> gone) {
    }

    Walked walk() {
        try {
            realRoot = root.toRealPath();
        } catch (IOException e) {
            gone = "it is not there";
            return new Walked(files, Set.of(""), passedOver, _ -> Readers.NOBODY, Optional.of(gone));
        }
        rights = new FolderRights(realRoot, rules);
        lookedAt.begin();
        folder(realRoot, "", 0);
        while (!links.isEmpty()) {
            List<Link> found = new ArrayList<>(links);
            links = new ArrayList<>();
            found.sort((a, b) -> a.path().compareTo(b.path()));
            found.forEach(this::follow);
        }
        rights.faults().forEach((path, why) -> {
            seen.add(path);
            problems.report(path, "", why, Readers.ADMINS);
        });
        problems.retain(seen);
        return new Walked(files, unknown, passedOver, rights::above, Optional.ofNullable(gone));
    }

    private void folder(Path real, String prefix, int depth) {
        if (depth > MAX_DEPTH) {
            report(prefix, "", "it is nested too deeply");
            return;
        }
        if (leftOut.filter(real::equals).isPresent() || !realFolders.add(real)) {
            return;
        }
        watch.folder(real);
        rights.enter(prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1));
        List<Path> subfolders = new ArrayList<>();
        try (HeldFile held = HeldFile.of(real);
             DirectoryStream<Path> entries = Files.newDirectoryStream(held.directory())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".")) {
                    entry(real.resolve(name), prefix + name, depth, subfolders);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            folderFailed(prefix, e);
        }
        for (Path subfolder : subfolders) {
            folder(subfolder, prefix + subfolder.getFileName() + "/", depth + 1);
        }
    }

    private void folderFailed(String prefix, Exception failure) {
        Throwable cause = failure instanceof DirectoryIteratorException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof NoSuchFileException && !prefix.isEmpty()) {
            unknown.add(prefix);
            return;
        }
        if (prefix.isEmpty()) {
            gone = cause instanceof AccessDeniedException ? "it cannot be listed by this user" : "it cannot be listed";
            unknown.add(prefix);
            return;
        }
        report(prefix, "", "it cannot be listed" + (cause instanceof IOException io ? FileFault.of(io) : ""));
        if (!(cause instanceof AccessDeniedException)) {
            unknown.add(prefix);
        }
    }

    private void entry(Path entry, String path, int depth, List<Path> subfolders) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                links.add(new Link(path, entry, depth));
            } else if (attributes.isDirectory()) {
                subfolders.add(entry);
            } else if (document(entry, path, attributes)) {
                file(entry, path, attributes);
            } else if (attributes.isRegularFile()) {
                passedOver.add(path, rights.of(path, entry));
            }
        } catch (NoSuchFileException e) {
            unknown.add(path); // gone since the folder was listed, perhaps with a folder above it: the next walk tells
        } catch (IOException e) {
            report(path, "", "it cannot be looked at" + FileFault.of(e));
        }
    }

    private void follow(Link link) {
        try {
            Path real = link.place().toRealPath();
            if (!real.startsWith(realRoot)) {
                if (calledDocument(link.path()) || Files.isDirectory(real)) {
                    report(link.path(), "", "it is a link that leaves the folder");
                }
                return;
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                folder(real, link.path() + "/", link.depth() + 1);
            } else if (document(real, link.path(), attributes)) {
                file(real, link.path(), attributes);
            } else if (attributes.isRegularFile() && isHidden(real)) {
                passedOver.add(link.path(), rights.of(link.path(),
                        real)); // what is not hidden is counted at its own place
            }
        } catch (IOException e) {
            if (calledDocument(link.path())) {
                report(link.path(), "", "it is a link to nothing that can be read");
            }
        }
    }

    private static boolean calledDocument(String path) {
        return DocumentType.named(path) && DocumentType.of(path).isPresent();
    }

    /** By its name, or by its content where the name does not tell. */
    private boolean document(Path real, String path, BasicFileAttributes attributes) {
        return calledDocument(path)
                || attributes.isRegularFile() && switch (lookedAt.kind(real, path, version(attributes),
                        settled(attributes))) {
                    // of text whose ending nobody knows there is too much that nobody asks for
                    case FileKind.Known known -> known.type() != DocumentType.TEXT || !DocumentType.named(path);
                    case FileKind.Unread _ -> false;
                };
    }

    private boolean settled(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant().plus(SETTLED_AFTER).isBefore(now);
    }

    private static String version(BasicFileAttributes attributes) {
        return attributes.size() + "." + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "."
                + attributes.fileKey();
    }

    private boolean isHidden(Path real) {
        for (Path part : realRoot.relativize(real)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void file(Path real, String path, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) {
            report(path, "", "it is not a regular file");
            return;
        }
        if (!realFiles.add(real)) {
            return;
        }
        Instant modified = attributes.lastModifiedTime().toInstant();
        String version = version(attributes);
        Optional<String> fault = attributes.size() <= maxBytes ? Optional.empty() : tooLarge(real, path, attributes);
        if (fault.isPresent()) {
            report(path, version, fault.get());
            return;
        }
        seen.add(path);
        Readers readers = rights.of(path, real);
        files.put(path, new DocumentFile(path, version, settled(attributes), attributes.size(), modified, readers,
                Optional.of(real), Optional.empty()));
    }

    private Optional<String> tooLarge(Path real, String path, BasicFileAttributes attributes) {
        return switch (lookedAt.kind(real, path, version(attributes), settled(attributes))) {
            case FileKind.Unread(String reason) -> Optional.of(reason);
            case FileKind.Known known -> {
                long most = FolderSource.most(known.type().extracted(), maxBytes);
                yield attributes.size() <= most ? Optional.empty()
                        : Optional.of("it has " + attributes.size() + " bytes, more than " + most);
            }
        };
    }

    private void report(String path, String version, String what) {
        seen.add(path);
        problems.report(path, version, what, rights.above(path));
    }
}
