package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.SourceInfo;
import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.retrieval.source.DocumentScan;
import dev.rill.retrieval.source.LeftOutDocuments;
import dev.rill.retrieval.source.PassedOver;
import dev.rill.retrieval.source.SourceLook;
import dev.rill.rights.Reader;
import dev.rill.rights.ReaderRule;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the last look found of the sources themselves. One thread looks; any thread reads. */
final class LookedSources {
    private static final System.Logger LOGGER = System.getLogger(LookedSources.class.getName());

    private final LeftOutDocuments problems;
    private final Set<ReaderRule> told = new HashSet<>();
    private volatile UnreadFiles unread = new UnreadFiles(List.of(), List.of(), Optional.empty(), Optional.empty());
    private volatile PassedOver passedOver = new PassedOver();
    private volatile Function<String, Readers> rights = _ -> Readers.NOBODY;
    private volatile List<SourceLook> looks = List.of();

    LookedSources(LeftOutDocuments problems) {
        this.problems = problems;
    }

    /** After each look; says what is new. */
    void found(DocumentScan scan, ReaderRules rules) {
        passedOver = scan.passedOver();
        rights = scan.rights();
        for (SourceLook look : scan.looks()) {
            look.log(looks.stream().filter(before -> before.name().equals(look.name())).findFirst());
        }
        looks = scan.looks();
        UnreadFiles now = new UnreadFiles(scan.passedOver().endings(), problems.leftOut(), unread.pending(),
                scan.gone());
        now.log(unread);
        unread = now;
        if (scan.unknown().isEmpty()) {
            tell(rules, scan);
        }
    }

    /** A rule that covers nothing closes nothing: its path may be mistyped. */
    private void tell(ReaderRules rules, DocumentScan scan) {
        for (ReaderRule rule : rules.rules()) {
            if (!told.contains(rule) && scan.files().keySet().stream().noneMatch(rule::covers)) {
                told.add(rule);
                LOGGER.log(System.Logger.Level.WARNING, "There is no document at {0}, of which the readers are "
                        + "configured: nothing is closed by that, and the path may be mistyped", rule.path());
            }
        }
    }

    /** Everything that the last look found has been read, or left out. */
    void read(DocumentScan scan) {
        unread = new UnreadFiles(scan.passedOver().endings(), problems.leftOut(), Optional.of(0), scan.gone());
    }

    /** What was found and could not be read; all of it. */
    UnreadFiles unread() {
        return unread;
    }

    /** The same, as far as somebody may know of it. */
    UnreadFiles unread(Reader reader) {
        String gone = shown(reader).map(SourceLook::fault).flatMap(Optional::stream).collect(Collectors.joining("; "));
        return new UnreadFiles(passedOver.endings(reader), problems.leftOut(reader), unread.pending(),
                Optional.of(gone).filter(Predicate.not(String::isEmpty)));
    }

    /** Why sources cannot be looked at, in words that anybody may read. */
    Optional<String> goneWithoutNames() {
        List<SourceLook> all = looks.stream().filter(look -> look.kind() != SourceKind.UPLOADS).toList();
        long gone = all.stream().filter(look -> look.gone().isPresent()).count();
        return all.size() == 1 && all.getFirst().name().isEmpty() ? all.getFirst().gone()
                : Optional.of(gone + " of " + all.size() + " sources cannot be reached").filter(_ -> gone > 0);
    }

    /** How each source stands that somebody may know of. */
    List<SourceInfo> infos(Reader reader, List<DocumentInfo> documents) {
        List<UnreadFiles.LeftOut> leftOut = problems.leftOut(reader);
        return shown(reader).map(look -> new SourceInfo(look.name(), look.kind(), look.looked(),
                (int) documents.stream().filter(document -> look.holds(document.path())).count(),
                look.passedOver().files(reader)
                        + (int) leftOut.stream().filter(file -> look.holds(file.path())).count(),
                look.revision(), look.gone())).filter(LookedSources::isSomething).toList();
    }

    /** Whoever has uploaded nothing need not be told of that. */
    private static boolean isSomething(SourceInfo source) {
        return source.kind() != SourceKind.UPLOADS || source.documents() + source.notRead() > 0;
    }

    private Stream<SourceLook> shown(Reader reader) {
        return looks.stream().filter(look -> look.readers().include(reader));
    }

    /** Who may read a document of a path at which there is none, by the folders above it. */
    Readers above(String path) {
        return rights.apply(path);
    }
}
