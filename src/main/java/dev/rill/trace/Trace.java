package dev.rill.trace;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Where in a trace a thread works. It is bound while a request is answered where somebody collects traces, and else
 * nowhere, so that nothing is paid. Other threads that work for the request {@link #carry} it.
 */
public final class Trace {
    private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

    private final Tracer tracer;
    private final Map<String, String> received;
    /** Of a request, once it has asked something. */
    private volatile Span span;

    private Trace(Tracer tracer, Map<String, String> received, Span span) {
        this.tracer = tracer;
        this.received = received;
        this.span = span;
    }

    /** Where the calling thread works; empty where nothing is traced. */
    public static Optional<Trace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The span in which the calling thread works. */
    public static Optional<Span> span() {
        return CURRENT.isBound() ? Optional.ofNullable(CURRENT.get().span) : Optional.empty();
    }

    /** Gives the fields of a request that carry the trace on, if there is one. */
    public static void propagate(BiConsumer<String, String> field) {
        span().ifPresent(span -> span.propagated().forEach(field));
    }

    /** @param received fields of the request, in lower case, that a trace may be carried on by */
    public static void ofRequest(Tracer tracer, Map<String, String> received, Runnable answering) {
        ScopedValue.where(CURRENT, new Trace(tracer, received, null)).run(answering);
    }

    /** The same work on another thread. */
    public static Runnable carry(Runnable work) {
        if (!CURRENT.isBound()) {
            return work;
        }
        Trace here = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, here).run(work);
    }

    /** Does what a request asks for in a span that all else of it is in. What is thrown ends it as failed. */
    public static <T> T tracedRequest(Work work, Supplier<T> doing) {
        if (!CURRENT.isBound()) {
            return doing.get();
        }
        Trace here = CURRENT.get();
        here.span = here.tracer.begin(work, here.received);
        return here.done(here.span, doing);
    }

    /** Does a piece of work in a span of its own. What is thrown ends it as failed. */
    public static <T> T traced(Work work, Supplier<T> doing) {
        if (!CURRENT.isBound() || CURRENT.get().span == null) {
            return doing.get();
        }
        Trace here = CURRENT.get();
        return here.done(here.tracer.begin(work, here.span), doing);
    }

    private <T> T done(Span own, Supplier<T> doing) {
        Outcome outcome = new Outcome.Failed("exception");
        try {
            T result = within(own, doing);
            outcome = new Outcome.Done();
            return result;
        } catch (RuntimeException | Error e) {
            outcome = new Outcome.Failed(e.getClass().getSimpleName());
            throw e;
        } finally {
            own.end(outcome);
        }
    }

    /** Begins the span that the whole of an answer is in, which its user ends. */
    public Span beginQuestion(Work.Question question) {
        span = tracer.begin(question, received);
        return span;
    }

    /** Begins a span within the one in which the thread works; its user ends it. */
    public Span begin(Work work) {
        Span parent = span;
        return parent == null ? tracer.begin(work, received) : tracer.begin(work, parent);
    }

    /** Works within a span that was begun before. */
    public <T> T within(Span other, Supplier<T> doing) {
        return ScopedValue.where(CURRENT, new Trace(tracer, received, other)).call(doing::get);
    }

    public boolean keepsText() {
        return tracer.keepsText();
    }
}
