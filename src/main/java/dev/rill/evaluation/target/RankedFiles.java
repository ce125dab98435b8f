package dev.rill.evaluation.target;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.ReciprocalRankFusion;
import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one order of what a search found. Stateless. */
final class RankedFiles {
    private static final int SHOWN = 7;
    private static final int DEEPEST = 100;

    private RankedFiles() {
    }

    /** Each file once, where its best passage stands. */
    static List<String> of(List<List<Passage>> lists) {
        return ReciprocalRankFusion.fuse(lists, DEEPEST).stream().map(Passage::path).distinct().toList();
    }

    /** Each file once, in the order of the sources. */
    static List<String> ofSources(List<Source> sources) {
        return sources.stream().map(Source::path).distinct().toList();
    }

    /** The sources that an answer would have. */
    static List<Source> sources(List<List<Passage>> lists) {
        List<Source> sources = new ArrayList<>();
        for (Passage passage : ReciprocalRankFusion.fuse(lists, SHOWN)) {
            sources.add(new Source(sources.size() + 1, passage.path(), passage.title(), passage.fromLine(),
                    passage.toLine(), passage.score(), "", passage.hash(), Optional.of(passage.text()))
                    .at(passage.place()));
        }
        return List.copyOf(sources);
    }
}
