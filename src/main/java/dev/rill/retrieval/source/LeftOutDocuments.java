package dev.rill.retrieval.source;

import dev.rill.retrieval.UnreadFiles;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Documents that are left out, and why: each is logged once for each version of it. Any thread.
 */
public final class LeftOutDocuments {
    private static final System.Logger LOGGER = System.getLogger(LeftOutDocuments.class.getName());

    /** @param ofNow whether it may be another one for the same version at the next look */
    private record Problem(String version, String what, Readers readers, boolean ofNow) {
    }

    private final Map<String, Problem> known;
    /** Of all paths, as they are shown. */
    private final String prefix;
    /** What paths begin with that are another's; empty where all are told here. */
    private final String others;

    public LeftOutDocuments() {
        this(new ConcurrentHashMap<>(), "", "");
    }

    private LeftOutDocuments(Map<String, Problem> known, String prefix, String others) {
        this.known = known;
        this.prefix = prefix;
        this.others = others;
    }

    /** The same for one of several sources, which knows its own paths alone. */
    LeftOutDocuments below(String name) {
        return new LeftOutDocuments(known, prefix + name, others);
    }

    /** The same for a source that knows nothing of what lies below a folder. */
    LeftOutDocuments but(String folder) {
        return new LeftOutDocuments(known, prefix, folder);
    }

    /**
     * @param what    completes the sentence "Left out NAME: it …"
     * @param readers who may know of it
     */
    public void report(String path, String version, String what, Readers readers) {
        report(path, new Problem(version, what, readers, false));
    }

    /** Likewise, of what a file is not to blame for: it is to be tried again though it does not change. */
    public void reportForNow(DocumentFile file, String what) {
        report(file.path(), new Problem(file.version(), what, file.readers(), true));
    }

    private void report(String path, Problem problem) {
        if (!problem.equals(known.put(prefix + path, problem))) {
            LOGGER.log(System.Logger.Level.WARNING, "Left out {0}: {1}", printable(prefix + path), problem.what());
        }
    }

    /** The same, of what was logged at an earlier start. */
    public void recall(DocumentFile file, String what) {
        known.put(prefix + file.path(), new Problem(file.version(), what, file.readers(), false));
    }

    /** Whether this very version has been reported, so that it need not be read again. */
    public boolean knows(DocumentFile file) {
        Problem problem = known.get(prefix + file.path());
        return problem != null && !problem.ofNow() && file.settled() && problem.version().equals(file.version());
    }

    /** Forgets what is no longer there. */
    void retain(Set<String> seen) {
        retain(path -> path.startsWith(prefix) && (others.isEmpty() || !path.startsWith(others)), seen.stream()
                .map(path -> prefix + path).collect(Collectors.toSet()));
    }

    /** @param looked paths of which all was seen that is there */
    void retain(Predicate<String> looked, Set<String> seen) {
        known.keySet().removeIf(path -> looked.test(path) && !seen.contains(path));
    }

    /** Why a document was left out, as it was found last. */
    public Optional<String> reason(String path) {
        return Optional.ofNullable(known.get(prefix + path)).map(Problem::what);
    }

    /** Forgets one that was deleted. */
    public void forget(String path) {
        known.remove(prefix + path);
    }

    public int count() {
        return known.size();
    }

    /** By path, all of them. */
    public List<UnreadFiles.LeftOut> leftOut() {
        return leftOut(_ -> true);
    }

    /** By path, those that somebody may know of. */
    public List<UnreadFiles.LeftOut> leftOut(Reader reader) {
        return leftOut(readers -> readers.include(reader));
    }

    private List<UnreadFiles.LeftOut> leftOut(Predicate<Readers> shown) {
        List<UnreadFiles.LeftOut> all = new ArrayList<>();
        known.forEach((path, problem) -> {
            if (shown.test(problem.readers())) {
                all.add(new UnreadFiles.LeftOut(printable(path), problem.what()));
            }
        });
        all.sort(Comparator.comparing(UnreadFiles.LeftOut::path));
        return all;
    }

    /** A file's name may hold line ends and escape sequences, which a log must not. */
    private static String printable(String path) {
        StringBuilder text = new StringBuilder(path.length());
        path.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.toString();
    }
}
