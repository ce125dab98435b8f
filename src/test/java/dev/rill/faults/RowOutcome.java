package dev.rill.faults;

import java.util.ArrayList;
import java.util.List;

/** How the cases of one row fared. Any thread. */
final class RowOutcome {
    private final List<String> figures = new ArrayList<>();
    private int begun;
    private int passed;

    synchronized void begun() {
        begun++;
    }

    synchronized void passed() {
        passed++;
    }

    synchronized void figure(String what, String figure) {
        figures.add((what + " " + figure).replaceAll("\\s+", " "));
    }

    synchronized String word() {
        if (passed < begun) {
            return "FAILED " + (begun - passed) + " of " + begun;
        }
        return begun == 1 ? "passed" : "passed " + begun;
    }

    synchronized String figures() {
        return String.join("; ", figures);
    }
}
