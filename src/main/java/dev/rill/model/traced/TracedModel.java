package dev.rill.model.traced;

import dev.rill.model.ModelCall;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelRequest;
import dev.rill.stream.Cancellation;
import dev.rill.trace.Outcome;
import dev.rill.trace.Span;
import dev.rill.trace.Trace;
import dev.rill.trace.Work;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model whose calls are spans, where somebody collects traces.
 *
 * @param server where it is; empty: in this process
 */
public record TracedModel(ModelClient model, Optional<URI> server) implements ModelClient {

    @Override
    public ModelCall call(ModelRequest request, Cancellation cancellation) {
        ModelCall call = model.call(request, cancellation);
        return Trace.current().<ModelCall>map(trace -> new TracedCall(call, request, trace,
                trace.begin(new Work.ModelCall(model.name(), server)))).orElse(call);
    }

    @Override
    public boolean acceptsTools() {
        return model.acceptsTools();
    }

    @Override
    public boolean followsInstructions() {
        return model.followsInstructions();
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public void close() {
        model.close();
    }

    /** Requests are sent before the first event is there: until then the call works within its span. */
    private static final class TracedCall implements ModelCall {
        private final ModelCall call;
        private final ModelRequest request;
        private final Trace trace;
        private final Span span;
        private final StringBuilder text = new StringBuilder();
        private final List<ModelEvent.ToolCall> calls = new ArrayList<>();
        private boolean began;
        private boolean ended;

        TracedCall(ModelCall call, ModelRequest request, Trace trace, Span span) {
            this.call = call;
            this.request = request;
            this.trace = trace;
            this.span = span;
        }

        @Override
        public ModelEvent next() {
            ModelEvent event = began ? call.next() : trace.within(span, call::next);
            if (!began) {
                began = true;
                if (!(event instanceof ModelEvent.Failed)) {
                    span.began();
                }
            }
            switch (event) {
                case ModelEvent.Text(String content) when trace.keepsText() -> text.append(content);
                case ModelEvent.ToolCall called when trace.keepsText() -> calls.add(called);
                case ModelEvent.Text _, ModelEvent.Thinking _, ModelEvent.ToolCall _ -> { }
                case ModelEvent.Finished finished -> end(new Outcome.Answered(finished.reason().word(),
                        finished.usage()));
                case ModelEvent.Failed failed -> end(new Outcome.Failed(
                        failed.fault().kind().name().toLowerCase(Locale.ROOT)));
            }
            return event;
        }

        private void end(Outcome outcome) {
            if (!ended) {
                ended = true;
                if (trace.keepsText()) {
                    span.said(TracedText.asked(request), TracedText.answered(text.toString(), calls));
                }
                span.end(outcome);
            }
        }

        @Override
        public void close() {
            call.close();
            end(new Outcome.Answered("cancelled", Optional.empty()));
        }
    }
}
