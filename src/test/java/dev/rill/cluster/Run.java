package dev.rill.cluster;

import dev.rill.cluster.History.Refused;

/** What all clients of a run share. Any thread. */
record Run(History history, Tally tally, Over over) {

    /** Whether clients are to end, with or without what they wait for. */
    @FunctionalInterface
    interface Over {
        boolean now();
    }

    void refused(String what, int status, String code) {
        history.refused.add(new Refused(what, status, code));
        tally.count("refused: " + what + " " + status + " " + code);
    }
}
