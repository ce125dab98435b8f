package dev.rill.bench;

import dev.rill.bench.client.Load;
import java.io.IOException;

/** What a token costs when the model is faster than anybody can read. */
final class TokenCost implements Phase {

    @Override
    public String name() {
        return "unpaced";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        Options options = bed.options();
        Loads loads = new Loads();
        for (int streams : options.streams()) {
            loads.add(Integer.toString(streams), target -> Load.answers(target.port(), target.speaks(), streams,
                    options.tokens(), options.measure()));
        }
        loads.run(bed, "Answers of " + options.tokens() + " tokens, as fast as they are taken");
    }
}
