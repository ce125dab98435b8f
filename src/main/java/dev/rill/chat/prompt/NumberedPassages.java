package dev.rill.chat.prompt;

import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What one answer may cite, numbered in the order in which the model was given it. One thread. */
public final class NumberedPassages {
    private final List<Passage> passages = new ArrayList<>();
    private final Set<Integer> given = new HashSet<>();

    /** The passage's number; the one that it has, where it came before. */
    int number(Passage passage) {
        int known = IntStream.range(0, passages.size()).filter(i -> passages.get(i).id().equals(passage.id())
                && passages.get(i).hash().equals(passage.hash())).findFirst().orElse(-1);
        if (known < 0) {
            passages.add(passage);
            return passages.size();
        }
        return known + 1;
    }

    /** Lines that were read, as a passage. */
    public static Passage of(DocumentText text) {
        return new Passage(text.path() + "#" + text.fromLine() + "-" + text.toLine(), text.path(), text.title(),
                List.of(), text.fromLine(), text.toLine(), text.text(), text.hash(), 0).at(text.place());
    }

    /** Passages with their numbers, as a model reads them; only the number of one that it was given before. */
    public String told(List<Passage> some) {
        StringBuilder text = new StringBuilder();
        for (Passage passage : some) {
            int number = number(passage);
            text.append(given.add(number) ? Prompts.passage(number, passage) : "[" + number + "] is given above.")
                    .append("\n\n");
        }
        return text.isEmpty() ? Prompts.NO_PASSAGES : text.toString().stripTrailing();
    }

    public List<Passage> all() {
        return List.copyOf(passages);
    }

    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (Passage passage : passages) {
            sources.add(new Source(sources.size() + 1, passage.path(), passage.title(), passage.fromLine(),
                    passage.toLine(), passage.section(), passage.score(), passage.snippet(), passage.hash(),
                    Optional.of(passage.text()), List.of()).at(passage.place()));
        }
        return List.copyOf(sources);
    }
}
