package dev.rill.bench;

import java.io.IOException;

/** One thing to measure, printed as a table. */
interface Phase {

    /** As it is asked for. */
    String name();

    void run(Bed bed) throws IOException, InterruptedException;
}
