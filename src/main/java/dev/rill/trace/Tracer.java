package dev.rill.trace;

import java.util.Map;

/** Who collects spans. Any thread; whoever made it closes it, which sends what is left. */
public interface Tracer extends AutoCloseable {

    /** @param received fields of the request, in lower case, that a trace may be carried on by */
    Span begin(Work work, Map<String, String> received);

    Span begin(Work work, Span parent);

    /** Whether spans may hold what people and models wrote. */
    boolean keepsText();

    @Override
    void close();
}
