package dev.rill.chat.citation;

import dev.rill.chat.citation.TextUnits.Unit;
import dev.rill.stream.Source;
import dev.rill.stream.Source.Support;
import dev.rill.words.WordAnalyzer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A passage that sentences are held against. One thread. */
final class Evidence {
    /**
     * How much of a sentence's words has to be said by one or two sentences of the passage; of one or two words, all.
     * On sentences of real documents with planted faults it tells apart 99 % of other passages' facts, 85 % of wrong
     * numbers and 75 % of negations, and doubts 1 % of what was copied and 10 % of what has a quarter of its words
     * replaced; with 0.7 the last would be 24 %, with 0.4 the negations 72 %.
     */
    private static final double ENOUGH = 0.5;
    private static final int FEW_WORDS = 2;
    /** The same where the sentence cites other passages as well. */
    private static final double ENOUGH_OF_SEVERAL = 0.25;
    /** How far from the words that support a sentence its numbers may stand, in sentences. */
    private static final int NEAR = 2;
    /** What two sentences have to say more than one of them. */
    private static final double LONGER = 0.05;
    /** Of sentences that say as much, the one that has the numbers. */
    private static final double OWN_NUMBER = 0.01;

    private final int firstLine;
    private final String text;
    private final String flat;
    private final List<Unit> units;
    private final List<Claim> claims = new ArrayList<>();
    private final Set<String> about;

    private Evidence(int firstLine, String text, String named, WordAnalyzer analyzer) {
        this.firstLine = firstLine;
        this.text = text;
        this.flat = Claim.flat(named + " " + text);
        this.units = TextUnits.of(text);
        units.forEach(unit -> claims.add(Claim.of(unit.of(text), analyzer)));
        this.about = new HashSet<>(analyzer.telling(named));
    }

    static Evidence of(Source source, String text, WordAnalyzer analyzer) {
        return new Evidence(source.fromLine(), text, source.title() + " " + source.path(), analyzer);
    }

    boolean holds(String verbatim) {
        return flat.contains(verbatim);
    }

    /** The lines in which something is quoted from; empty where it does not stand here. */
    Optional<Support> quoted(String quotation) {
        return Quotation.in(text, quotation)
                .map(place -> new Source.Found(line(place.from()), line(place.to())));
    }

    /** @param cited this and the other passages that the sentence cites */
    Support support(Claim claim, List<Evidence> cited) {
        double enough = cited.size() > 1 ? ENOUGH_OF_SEVERAL : claim.words().size() <= FEW_WORDS ? 1 : ENOUGH;
        double best = 0;
        int at = -1;
        int length = 1;
        for (int size = 1; size <= 2; size++) {
            for (int i = 0; i + size <= claims.size(); i++) {
                double share = share(claim, i, size) + OWN_NUMBER * ownNumbers(claim, i, size);
                boolean better = size == 1 ? share > best : share > best + LONGER;
                if (better && denies(i, size) == claim.denies() && numbersNear(claim, i, size, cited)) {
                    best = share;
                    at = i;
                    length = size;
                }
            }
        }
        return best < enough ? new Source.NotFound()
                : new Source.Found(line(units.get(at).start()), line(units.get(at + length - 1).end() - 1));
    }

    /** How much of what a claim says is said by some units in a row, or by what the document is called. */
    private double share(Claim claim, int from, int size) {
        if (claim.words().isEmpty()) {
            return claim.numbers().isEmpty() && claim.verbatim().isEmpty() ? 0 : 1;
        }
        int said = 0;
        for (String word : claim.words()) {
            boolean here = about.contains(word);
            for (int i = from; i < from + size && !here; i++) {
                here = claims.get(i).words().contains(word);
            }
            said += here ? 1 : 0;
        }
        return (double) said / claim.words().size();
    }

    private boolean denies(int from, int size) {
        return claims.subList(from, from + size).stream().anyMatch(Claim::denies);
    }

    private boolean numbersNear(Claim claim, int from, int size, List<Evidence> cited) {
        if (claim.numbers().isEmpty()) {
            return true;
        }
        Set<String> near = new HashSet<>();
        claims.subList(Math.max(0, from - NEAR), Math.min(claims.size(), from + size + NEAR))
                .forEach(unit -> near.addAll(unit.numbers()));
        return claim.numbers().stream().allMatch(number -> near.contains(number)
                || cited.stream().anyMatch(other -> other != this
                        && other.claims.stream().anyMatch(unit -> unit.numbers().contains(number))));
    }

    private long ownNumbers(Claim claim, int from, int size) {
        if (claim.numbers().isEmpty()) {
            return 0;
        }
        return claims.subList(from, from + size).stream().flatMap(unit -> unit.numbers().stream())
                .filter(claim.numbers()::contains).distinct().count();
    }

    private int line(int offset) {
        return firstLine + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
