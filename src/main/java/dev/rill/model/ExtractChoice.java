package dev.rill.model;

import dev.rill.model.Extract.Kind;
import dev.rill.model.ExtractScores.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses what an answer quotes: of the excerpt that answers best the best extract with what belongs to it, then the
 * best of the others that say something new. One question, one thread.
 */
final class ExtractChoice {
    private static final int MOST = 6;
    private static final int ENOUGH = 4;
    private static final int MOST_CHARS = 2_400;
    private static final double GOOD = 0.5;
    private static final double FAIR = 0.3;
    private static final double SAME = 0.7;
    /** The first source is taken for the best, unless another one has an extract so much better. */
    private static final double FIRST = 0.7;
    /** Of its paragraph before the best one so many characters, of all around it, and with the block that follows. */
    private static final int BEFORE = 400;
    private static final int AROUND = 900;
    private static final int WITH_BLOCK = 1_600;
    /** Needs the sentence before it. */
    private static final Pattern REFERS =
            Pattern.compile("(?i)[*_]*(?:it|this|that|these|those|they|he|she|then|however|therefore"
            + "|otherwise|dies|diese[rs]?|er|sie|es|dann|sonst|il|elle|ils|elles|cela|ce|ceci|ces|sinon|ensuite)\\b.*",
            Pattern.DOTALL);

    private final List<List<Scored>> byExcerpt;
    private final List<Scored> chosen = new ArrayList<>();
    private int chars;

    private ExtractChoice(List<List<Scored>> byExcerpt) {
        this.byExcerpt = byExcerpt;
    }

    /**
     * The best excerpt's first.
     *
     * @param one whether to quote no other excerpt
     */
    static List<Extract> of(List<List<Scored>> byExcerpt, boolean one) {
        ExtractChoice choice = new ExtractChoice(byExcerpt);
        choice.choose(one);
        return choice.chosen.stream().map(Scored::extract).toList();
    }

    private void choose(boolean one) {
        List<Scored> ranked = byExcerpt.stream().flatMap(List::stream).filter(scored -> scored.score() > 0)
                .sorted(Comparator.comparingDouble(scored -> -scored.score())).toList();
        if (ranked.isEmpty()) {
            return;
        }
        Scored best = best(ranked);
        window(best);
        for (Scored candidate : ranked) {
            double part = candidate.score() / ranked.getFirst().score();
            boolean other = candidate.extract().excerpt() != best.extract().excerpt();
            if (chosen.size() == MOST || part < FAIR || part < GOOD && chosen.size() >= ENOUGH) {
                break;
            }
            if (!(one && other) && !candidate.extract().asks()) {
                add(candidate);
            }
        }
    }

    private static Scored best(List<Scored> ranked) {
        Scored best = ranked.getFirst();
        int first = ranked.stream().mapToInt(scored -> scored.extract().excerpt()).min().orElseThrow();
        return ranked.stream().filter(scored -> scored.extract().excerpt() == first).findFirst()
                .filter(scored -> scored.score() >= FIRST * best.score()).orElse(best);
    }

    /** The extract with the sentence that it refers to, with those that go on, and with the block that they lead to. */
    private void window(Scored best) {
        List<Scored> all = byExcerpt.get(best.extract().excerpt());
        int from = best.extract().place();
        int to = from;
        if (best.extract().asks() && to + 1 < all.size()) {
            from = ++to;
        }
        int length = all.get(from).extract().text().length();
        boolean sentence = best.extract().kind() == Kind.SENTENCE;
        while (from > 0 && (sentence && together(all, from - 1, length, BEFORE)
                || REFERS.matcher(all.get(from).extract().text()).matches()
                && together(all, from - 1, length, AROUND))) {
            length += all.get(--from).extract().text().length();
        }
        boolean block = all.get(to).extract().kind() != Kind.SENTENCE;
        while (!block && to + 1 < all.size() && sameHeading(all, to)) {
            Extract next = all.get(to + 1).extract();
            block = next.kind() != Kind.SENTENCE;
            if (length + next.text().length() > (block ? WITH_BLOCK : AROUND) || next.asks()) {
                break;
            }
            length += next.text().length();
            to++;
        }
        chosen.addAll(all.subList(from, to + 1));
        chars = length;
    }

    private static boolean together(List<Scored> all, int before, int length, int most) {
        Extract sentence = all.get(before).extract();
        return sentence.kind() == Kind.SENTENCE && sentence.block() == all.get(before + 1).extract().block()
                && length + sentence.text().length() <= most;
    }

    private static boolean sameHeading(List<Scored> all, int at) {
        return all.get(at).extract().heading().equals(all.get(at + 1).extract().heading());
    }

    private void add(Scored candidate) {
        int length = candidate.extract().text().length();
        if (chars + length <= MOST_CHARS && chosen.stream().noneMatch(said -> addsNothing(candidate, said))) {
            chosen.add(candidate);
            chars += length;
        }
    }

    private static boolean addsNothing(Scored candidate, Scored said) {
        Set<String> shared = new HashSet<>(candidate.words());
        shared.retainAll(said.words());
        return shared.size() >= SAME * candidate.words().size()
                || candidate.extract().text().contains(said.extract().text());
    }
}
