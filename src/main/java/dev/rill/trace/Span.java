package dev.rill.trace;

import java.util.Map;

/** A piece of work that is timed. {@link #end} is called once, by any thread; the rest by any thread before. */
public interface Span {

    String traceId();

    String spanId();

    /** Whether the collector gets it. */
    boolean sampled();

    /** The fields of a request that carry the trace on: W3C Trace Context. */
    Map<String, String> propagated();

    /** The first of what was waited for has come. */
    void began();

    /** What was said to the model, and what it said; only where {@link Tracer#keepsText}. */
    void said(String asked, String answered);

    void end(Outcome outcome);
}
