package dev.rill.chat.citation;

import dev.rill.chat.citation.TextUnits.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sentence of an answer and what it cites.
 *
 * @param start   offset in the answer
 * @param end     offset after its last character
 * @param claim   the sentence without its brackets
 * @param quoted  the quotation below it; empty where there is none
 * @param sources the numbers that it cites
 */
record CitedSentence(int start, int end, String claim, String quoted, Set<Integer> sources) {

    /** All that cite something, in their order. A bracket behind the end of a sentence belongs to it. */
    static List<CitedSentence> in(String answer) {
        List<Citations.Group> groups = Citations.groups(answer);
        List<CitedSentence> cited = new ArrayList<>();
        if (groups.isEmpty()) {
            return cited;
        }
        List<Unit> units = TextUnits.of(withoutBrackets(answer, groups));
        int group = 0;
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            int next = i + 1 < units.size() ? units.get(i + 1).start() : answer.length();
            int line = answer.indexOf('\n', unit.end());
            int reach = line < 0 ? next : Math.min(next, line);
            Set<Integer> numbers = new TreeSet<>();
            StringBuilder claim = new StringBuilder();
            int at = unit.start();
            int end = unit.end();
            while (group < groups.size() && groups.get(group).start() < Math.max(unit.end(), reach)) {
                Citations.Group one = groups.get(group++);
                numbers.addAll(one.numbers());
                claim.append(answer, Math.min(at, unit.end()),
                        Math.clamp(one.start(), Math.min(at, unit.end()), unit.end()));
                at = one.end();
                end = Math.max(end, one.end());
            }
            claim.append(answer, Math.min(at, unit.end()), unit.end());
            if (!numbers.isEmpty() && !claim.toString().isBlank()) {
                cited.add(new CitedSentence(unit.start(), end, claim.toString().strip(),
                        Quotation.below(answer, end), numbers));
            }
        }
        return cited;
    }

    /** A sentence may end before its bracket or behind it. */
    private static String withoutBrackets(String answer, List<Citations.Group> groups) {
        StringBuilder text = new StringBuilder(answer);
        for (Citations.Group group : groups) {
            text.replace(group.start(), group.end(), " ".repeat(group.end() - group.start()));
        }
        return text.toString();
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "CitedSentence[start=" + start + ", end=" + end + ", sources=" + sources + "]";
    }
}
