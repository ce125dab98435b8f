package dev.rill.wire.openai.responses;

import dev.rill.stream.StreamEvent;
import dev.rill.wire.openai.responses.item.MessageItem;
import dev.rill.wire.openai.responses.item.SearchItem;

/** Is told, in its order, what becomes of a response. */
interface ResponseListener {

    void begun();

    void opened(SearchItem search);

    /** A step of it: what it does, or what it found. */
    void searching(SearchItem search, StreamEvent.Step step);

    /** @param whole whether it came to its end */
    void closed(SearchItem search, boolean whole);

    /** It changes no more. */
    void done(SearchItem search);

    void opened(MessageItem message);

    void delta(MessageItem message, String content);

    /** It changes no more. */
    void done(MessageItem message);

    /** Nothing follows. */
    void ended();

    /** Nobody listens. */
    ResponseListener NONE = new ResponseListener() {
        @Override
        public void begun() {
        }

        @Override
        public void opened(SearchItem search) {
        }

        @Override
        public void searching(SearchItem search, StreamEvent.Step step) {
        }

        @Override
        public void closed(SearchItem search, boolean whole) {
        }

        @Override
        public void done(SearchItem search) {
        }

        @Override
        public void opened(MessageItem message) {
        }

        @Override
        public void delta(MessageItem message, String content) {
        }

        @Override
        public void done(MessageItem message) {
        }

        @Override
        public void ended() {
        }
    };
}
