package dev.rill.model;

import dev.rill.model.Extract.Kind;
import dev.rill.model.ExtractScores.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Chooses what an answer quotes: the best extract of the excerpt that answers best, then in turn the best by meaning,
 * by both and by words of those that say something new, each with what belongs to it. One question, one thread.
 */
final class ExtractChoice {
    /** Of 148 questions 66 % have their answer in four quotations; the best by both alone hold it for 62. */
    private static final int MOST = 4;
    private static final int MOST_NEAREST = 3;
    private static final int MOST_CHARS = 2_400;
    /** What another extract has at least of the best one's score, by both and by meaning. */
    private static final double FAIR = 0.6;
    private static final double NEAR = 0.8;
    /** So many of each ranking are looked at; a shorter one says nothing by itself. */
    private static final int LOOKED_AT = 12;
    private static final int SHORTEST = 16;
    private static final double SAME = 0.7;
    /** The first source is taken for the best, unless another one has an extract so much better. */
    private static final double FIRST = 0.7;
    private static final Room BEST = new Room(400, 900, 1_600);
    private static final Room OTHER = new Room(200, 400, 700);
    /** Needs the sentence before it. */
    private static final Pattern REFERS =
            Pattern.compile("(?i)[*_]*(?:it|this|that|these|those|they|he|she|then|however|therefore"
            + "|otherwise|dies|diese[rs]?|er|sie|es|dann|sonst|il|elle|ils|elles|cela|ce|ceci|ces|sinon|ensuite)\\b.*",
            Pattern.DOTALL);

    /**
     * What a quotation may have, in characters.
     *
     * @param before of its paragraph before the extract
     * @param around of all around it
     * @param block  with the list, table or code that follows, and of one such alone
     */
    private record Room(int before, int around, int block) {
    }

    private final List<List<Scored>> byExcerpt;
    private final List<Scored> chosen = new ArrayList<>();
    private int chars;

    private ExtractChoice(List<List<Scored>> byExcerpt) {
        this.byExcerpt = byExcerpt;
    }

    /**
     * The best excerpt's first.
     *
     * @param matches whether they answer; if not, less is quoted of what is merely the nearest
     */
    static List<Extract> of(List<List<Scored>> byExcerpt, boolean matches) {
        ExtractChoice choice = new ExtractChoice(byExcerpt);
        choice.choose(matches ? MOST : MOST_NEAREST);
        return choice.chosen.stream().map(Scored::extract).toList();
    }

    private void choose(int most) {
        List<Scored> ranked = ranked(Scored::score, 0);
        if (ranked.isEmpty()) {
            return;
        }
        quote(best(ranked), BEST);
        List<Scored> both = ranked(Scored::score, FAIR);
        List<Scored> near = ranked(Scored::byMeaning, NEAR);
        List<List<Scored>> rankings = near.isEmpty() ? List.of(both)
                : List.of(near, both, ranked(Scored::byWords, 0));
        int quotations = 1;
        boolean more = true;
        while (more) {
            more = false;
            for (List<Scored> ranking : rankings) {
                if (quotations < most && quoteNext(ranking)) {
                    quotations++;
                    more = true;
                }
            }
        }
    }

    /** Best first. */
    private List<Scored> ranked(ToDoubleFunction<Scored> score, double part) {
        List<Scored> all = byExcerpt.stream().flatMap(List::stream).filter(scored -> score.applyAsDouble(scored) > 0)
                .sorted(Comparator.comparingDouble(scored -> -score.applyAsDouble(scored))).toList();
        return all.stream().takeWhile(scored ->
                score.applyAsDouble(scored) >= part * score.applyAsDouble(all.getFirst())).toList();
    }

    private boolean quoteNext(List<Scored> ranking) {
        return ranking.stream().limit(LOOKED_AT).filter(candidate -> {
            int length = candidate.extract().text().length();
            return length >= SHORTEST && length <= OTHER.block() && !isSaid(candidate);
        }).anyMatch(candidate -> quote(candidate, OTHER));
    }

    private static Scored best(List<Scored> ranked) {
        Scored best = ranked.getFirst();
        int first = ranked.stream().mapToInt(scored -> scored.extract().excerpt()).min().orElseThrow();
        return ranked.stream().filter(scored -> scored.extract().excerpt() == first).findFirst()
                .filter(scored -> scored.score() >= FIRST * best.score()).orElse(best);
    }

    /** The extract with the sentence that it refers to, with those that go on, and with the block that they lead to. */
    private boolean quote(Scored best, Room room) {
        List<Scored> all = byExcerpt.get(best.extract().excerpt());
        int from = best.extract().place();
        int to = from;
        if (best.extract().asks()) {
            if (to + 1 == all.size() || isSaid(all.get(to + 1))) {
                return chosen.isEmpty() && chosen.add(best);
            }
            from = ++to;
        }
        int length = all.get(from).extract().text().length();
        boolean sentence = best.extract().kind() == Kind.SENTENCE;
        while (from > 0 && (sentence && together(all, from - 1, length, room.before())
                || REFERS.matcher(all.get(from).extract().text()).matches()
                && together(all, from - 1, length, room.around()))) {
            length += all.get(--from).extract().text().length();
        }
        boolean block = all.get(to).extract().kind() != Kind.SENTENCE;
        while (!block && to + 1 < all.size() && sameHeading(all, to)) {
            Extract next = all.get(to + 1).extract();
            block = next.kind() != Kind.SENTENCE;
            if (length + next.text().length() > (block ? room.block() : room.around()) || next.asks()
                    || isSaid(all.get(to + 1))) {
                break;
            }
            length += next.text().length();
            to++;
        }
        if (!chosen.isEmpty() && chars + length > MOST_CHARS) {
            return false;
        }
        chars += length;
        return chosen.addAll(all.subList(from, to + 1));
    }

    private boolean together(List<Scored> all, int before, int length, int most) {
        Extract sentence = all.get(before).extract();
        return sentence.kind() == Kind.SENTENCE && sentence.block() == all.get(before + 1).extract().block()
                && length + sentence.text().length() <= most && !isSaid(all.get(before));
    }

    private static boolean sameHeading(List<Scored> all, int at) {
        return all.get(at).extract().heading().equals(all.get(at + 1).extract().heading());
    }

    private boolean isSaid(Scored candidate) {
        return chosen.stream().anyMatch(said -> addsNothing(candidate, said));
    }

    private static boolean addsNothing(Scored candidate, Scored said) {
        Set<String> shared = new HashSet<>(candidate.words());
        shared.retainAll(said.words());
        return shared.size() >= SAME * candidate.words().size()
                || candidate.extract().text().contains(said.extract().text());
    }
}
