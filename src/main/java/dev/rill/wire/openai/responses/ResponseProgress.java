package dev.rill.wire.openai.responses;

import dev.rill.chat.query.SearchMessage;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.StepNames;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.openai.responses.item.Annotations;
import dev.rill.wire.openai.responses.item.MessageItem;
import dev.rill.wire.openai.responses.item.OutputItem;
import dev.rill.wire.openai.responses.item.SearchItem;
import dev.rill.wire.openai.responses.request.ResponseIds;
import dev.rill.wire.openai.responses.request.ResponseParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response as the events of its stream make it: what it puts out, and how it ended. What was found is known at the
 * end only, so that a search which has to tell that is done then. One thread.
 */
final class ResponseProgress {

    private final String messageId;
    private final Instant created;
    private final ResponseParameters parameters;
    private final ResponseView view;
    private final List<OutputItem> items = new ArrayList<>(2);
    private final List<SearchItem> untold = new ArrayList<>(0);
    private Optional<SearchItem> search = Optional.empty();
    private Optional<MessageItem> message = Optional.empty();
    private int searches;
    private ResponseEnd end = new ResponseEnd.Open();
    private List<Source> sources = List.of();
    private Optional<Usage> usage = Optional.empty();

    ResponseProgress(String messageId, Instant created, ResponseParameters parameters, ResponseView view) {
        this.messageId = messageId;
        this.created = created;
        this.parameters = parameters;
        this.view = view;
    }

    void take(StreamEvent event, ResponseListener listener) {
        switch (event) {
            case StreamEvent.Token token -> {
                MessageItem written = message.orElseGet(() -> open(listener));
                written.add(token.content());
                listener.delta(written, token.content());
            }
            case StreamEvent.Start _ -> listener.begun();
            case StreamEvent.Step step -> step(step, listener);
            case StreamEvent.Complete complete -> {
                if (message.isEmpty()) {
                    open(listener).add(complete.finalContent());
                }
                String cut = incompleteReason(complete.finishReason());
                end(cut.isEmpty() ? new ResponseEnd.Completed(complete.timestamp(), complete.saved())
                        : new ResponseEnd.Incomplete(cut, complete.saved()),
                        view.shown(complete.sources()), complete.usage(), listener);
            }
            case StreamEvent.Failed failed -> end(ResponseEnd.Failed.of(failed.code(), failed.error()), List.of(),
                    Optional.empty(), listener);
            case StreamEvent.Cancelled _ ->
                    end(new ResponseEnd.Cancelled(), List.of(), Optional.empty(), listener);
        }
    }

    /** Why that API would call such an answer cut; empty where it is whole. */
    static String incompleteReason(FinishReason reason) {
        if (reason.equals(FinishReason.LENGTH)) {
            return "max_output_tokens";
        }
        return reason.equals(FinishReason.CONTENT_FILTER) || reason.equals(FinishReason.REFUSAL)
                ? "content_filter" : "";
    }

    private MessageItem open(ResponseListener listener) {
        closeSearch(true, listener);
        MessageItem opened = new MessageItem(ResponseIds.message(messageId), items.size());
        items.add(opened);
        message = Optional.of(opened);
        listener.opened(opened);
        return opened;
    }

    /** What a workflow of one's own does beside looking has no item. */
    private void step(StreamEvent.Step step, ResponseListener listener) {
        if (step.step().equals(StepNames.GENERATION)) {
            closeSearch(true, listener);
            return;
        }
        if (step.step().equals(StepNames.RETRIEVAL) && search.isEmpty()) {
            openSearch(listener);
        }
        search.ifPresent(looking -> {
            looking.searching(SearchMessage.queries(step.message()));
            listener.searching(looking, step);
        });
    }

    private void openSearch(ResponseListener listener) {
        SearchItem opened = new SearchItem(ResponseIds.search(messageId, searches++), items.size());
        items.add(opened);
        search = Optional.of(opened);
        listener.opened(opened);
    }

    private void closeSearch(boolean whole, ResponseListener listener) {
        search.ifPresent(open -> {
            open.close(whole);
            listener.closed(open, whole);
            if (parameters.results()) {
                untold.add(open);
            } else {
                listener.done(open);
            }
        });
        search = Optional.empty();
    }

    private void end(ResponseEnd how, List<Source> found, Optional<Usage> used, ResponseListener listener) {
        boolean whole = how instanceof ResponseEnd.Completed;
        closeSearch(whole || how instanceof ResponseEnd.Incomplete, listener);
        for (SearchItem looked : untold) {
            looked.tell(looked == untold.getLast() ? found : List.of());
            listener.done(looked);
        }
        message.ifPresent(written -> {
            written.close(whole, Annotations.of(written.text(), found, view.links()));
            listener.done(written);
        });
        end = how;
        sources = found;
        usage = used;
        listener.ended();
    }

    ResponseEnd end() {
        return end;
    }

    /** The response as it is now. */
    ObjectNode json() {
        return ResponseJson.of(ResponseIds.response(messageId), created, parameters, end,
                items.stream().map(OutputItem::json).toList(), sources, usage);
    }
}
