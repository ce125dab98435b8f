package dev.rill.retrieval.source;

import dev.rill.retrieval.UnreadFiles.Ending;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Counts files of kinds that are not read, by the ends of their names. One thread adds; any reads after it. */
public final class PassedOver {
    private static final String OTHER = "other";
    private static final int MOST_ENDINGS = 30;
    private static final Pattern USUAL = Pattern.compile("\\.[a-z][a-z0-9]{0,9}");
    /** What people would look for an answer in comes before pictures and styles, however many there are. */
    private static final Set<String> TELLING = Set.of(".pdf", ".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp",
            ".xls", ".xlsx", ".ods", ".csv", ".epub", ".org", ".tex", ".ipynb", ".eml", ".msg", ".xml", ".json",
            ".yaml",
            ".yml");

    private final Map<Readers, Map<String, Integer>> counts = new HashMap<>();

    /** @param readers who may know of it */
    void add(String path, Readers readers) {
        counts.computeIfAbsent(readers, _ -> new HashMap<>()).merge(ending(path), 1, Integer::sum);
    }

    /** What another has counted. */
    void add(PassedOver other) {
        other.counts.forEach((readers, endings) -> endings.forEach((ending, files) ->
                counts.computeIfAbsent(readers, _ -> new HashMap<>()).merge(ending, files, Integer::sum)));
    }

    /** How many somebody may know of. */
    public int files(Reader reader) {
        return endings(reader).stream().mapToInt(Ending::files).sum();
    }

    /** Of all files. */
    public List<Ending> endings() {
        return endings(_ -> true);
    }

    /** Of those that somebody may know of. */
    public List<Ending> endings(Reader reader) {
        return endings(readers -> readers.include(reader));
    }

    private List<Ending> endings(Predicate<Readers> shown) {
        Map<String, Integer> summed = new HashMap<>();
        counts.forEach((readers, endings) -> {
            if (shown.test(readers)) {
                endings.forEach((ending, files) -> summed.merge(ending, files, Integer::sum));
            }
        });
        List<Ending> all = new ArrayList<>();
        summed.forEach((ending, files) -> all.add(new Ending(ending, files)));
        all.sort(Comparator.comparing((Ending e) -> e.ending().equals(OTHER))
                .thenComparing(e -> !TELLING.contains(e.ending()))
                .thenComparingInt(e -> -e.files()).thenComparing(Ending::ending));
        if (all.size() <= MOST_ENDINGS) {
            return List.copyOf(all);
        }
        int rest = all.stream().skip(MOST_ENDINGS - 1L).mapToInt(Ending::files).sum();
        List<Ending> bounded = new ArrayList<>(all.subList(0, MOST_ENDINGS - 1));
        bounded.add(new Ending(OTHER, rest));
        return List.copyOf(bounded);
    }

    private static String ending(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        String ending = dot < 1 ? "" : name.substring(dot);
        return USUAL.matcher(ending).matches() ? ending : OTHER;
    }
}
