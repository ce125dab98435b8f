package dev.rill.chat.prompt;

import dev.rill.chat.citation.Citations;
import dev.rill.retrieval.Passage;
import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an answer may cite, numbered as the model was told. */
public final class Sources {
    private Sources() {
    }

    static List<Source> of(List<Passage> passages) {
        List<Source> sources = new ArrayList<>();
        for (Passage passage : passages) {
            sources.add(new Source(sources.size() + 1, passage.path(), passage.title(), passage.fromLine(),
                    passage.toLine(), passage.section(), passage.score(), passage.snippet(), passage.hash(),
                    Optional.of(passage.text()), List.of()).at(passage.place()));
        }
        return List.copyOf(sources);
    }

    /** What is kept with the answer that a text came to be: of the passages that it does not cite, not their text. */
    public static List<Source> citedIn(String answer, List<Source> sources) {
        if (sources.isEmpty()) {
            return sources;
        }
        Set<Integer> cited = Citations.in(answer);
        return sources.stream().map(source -> cited.contains(source.id()) ? source : source.withoutText()).toList();
    }
}
