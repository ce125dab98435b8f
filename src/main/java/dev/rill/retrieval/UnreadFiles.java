package dev.rill.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be in the documents and cannot be found. Immutable; any thread.
 *
 * @param passedOver files of kinds that are not read, by the ends of their names, the most telling first
 * @param leftOut    documents that could not be read, by path
 * @param pending    how many documents are still to be read; not known where the first look has not ended
 * @param gone       why sources cannot be looked at, where some cannot; what was read before stays
 */
public record UnreadFiles(List<Ending> passedOver, List<LeftOut> leftOut, Optional<Integer> pending,
                          Optional<String> gone) {
    private static final System.Logger LOGGER = System.getLogger(UnreadFiles.class.getName());
    /** How many a sentence names of each kind. */
    private static final int NAMED = 5;

    /** Everything was read. */
    public static final UnreadFiles NONE = new UnreadFiles(List.of(), List.of(), Optional.of(0), Optional.empty());

    /** @param ending with its dot, in lower case; {@code other} for all that have none, or an unusual one */
    public record Ending(String ending, int files) {
    }

    /** @param reason completes "it …" */
    public record LeftOut(String path, String reason) {
    }

    public UnreadFiles withPending(int documents) {
        return new UnreadFiles(passedOver, leftOut, Optional.of(documents), gone);
    }

    /** Says what is new since the look before; single documents that are left out have their own lines. */
    public void log(UnreadFiles before) {
        Set<String> known = before.passedOver.stream().map(Ending::ending).collect(Collectors.toSet());
        if (passedOver.stream().anyMatch(ending -> !known.contains(ending.ending()))) {
            LOGGER.log(System.Logger.Level.INFO, "Passed over " + files(passedOverFiles(), "").replace("  ", " ")
                    + " of kinds that are not read: " + passedOver.stream()
                    .map(ending -> ending.files() + " " + ending.ending()).collect(Collectors.joining(", ")));
        }
    }

    /** How many files were passed over. */
    public int passedOverFiles() {
        return passedOver.stream().mapToInt(Ending::files).sum();
    }

    /** Whether a question may have its answer in a file that was not read. */
    public boolean any() {
        return !passedOver.isEmpty() || !leftOut.isEmpty() || !pending.equals(Optional.of(0));
    }

    /** Which files were not read, to stand behind "not read:"; empty where all were. */
    public String words() {
        List<String> parts = new ArrayList<>();
        passedOver.stream().limit(NAMED).forEach(ending -> parts.add(files(ending.files(), ending.ending())));
        int more = passedOver.stream().skip(NAMED).mapToInt(Ending::files).sum();
        if (more > 0) {
            parts.add(files(more, "other"));
        }
        if (!leftOut.isEmpty()) {
            String names = leftOut.stream().limit(NAMED).map(LeftOut::path).collect(Collectors.joining(", "));
            parts.add(leftOut.size() + " that cannot be read (" + names + (leftOut.size() > NAMED ? ", …)" : ")"));
        }
        if (pending.isEmpty()) {
            parts.add("documents that are still being looked for");
        } else if (pending.get() > 0) {
            parts.add(files(pending.get(), "document").replace(" files", "s").replace(" file", "")
                    + " still to be read");
        }
        return joined(parts);
    }

    private static String files(int count, String kind) {
        return count + " " + kind + (count == 1 ? " file" : " files");
    }

    private static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1 ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
