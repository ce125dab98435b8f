package dev.rill.cluster;

import dev.rill.cluster.History.Left;
import dev.rill.cluster.History.Stored;
import dev.rill.cluster.History.View;
import dev.rill.cluster.Violation.Check;
import dev.rill.server.EventStream.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Holds all that clients saw of one stream against each other, whichever servers it came from. Used by one thread,
 * once. The end of a stream whose server is gone is said by another, which knows only what was copied: its number may
 * be one that clients of the first know otherwise.
 */
final class StreamCheck {
    private final BiConsumer<Check, String> found;
    private final List<View> views;
    private final Stored stored;

    /** @param stored null where there is none */
    StreamCheck(BiConsumer<Check, String> found, List<View> views, Stored stored) {
        this.found = found;
        this.views = views;
        this.stored = stored;
    }

    void check() {
        Map<String, Event> known = new HashMap<>();
        Set<String> ends = new TreeSet<>();
        for (View view : views) {
            numbers(view);
            ends(view, ends);
            for (Event event : view.events()) {
                Event other = isLost(event) ? null : known.putIfAbsent(event.id(), event);
                require(other == null || other.frame().equals(event.frame()), Check.SAME_EVENTS, view,
                        "saw " + event.frame() + " where another saw " + other);
            }
        }
        require(ends.size() < 2, Check.ONE_END, views.getFirst(), "its clients saw the ends " + ends);
        views.forEach(this::text);
    }

    private void require(boolean holds, Check check, View view, String what) {
        if (!holds) {
            found.accept(check, view.messageId() + ", " + view.viewer() + " " + what + "; stored is " + stored);
        }
    }

    private void numbers(View view) {
        long expected = view.after();
        for (Event event : view.events()) {
            expected++;
            boolean follows = event.id().equals(Long.toString(expected))
                    || isLost(event) && Long.parseLong(event.id()) >= expected;
            require(follows, Check.NO_GAP, view, "saw " + event.id() + " instead of " + expected);
            if (!follows) {
                return;
            }
        }
        require(view.after() > 0 || view.events().isEmpty() || view.events().getFirst().event().equals("start")
                || isLost(view.events().getFirst()), Check.NO_GAP, view, "saw no start");
    }

    private void ends(View view, Set<String> ends) {
        List<Event> terminal = view.events().stream().filter(Event::terminal).toList();
        require(terminal.size() < 2, Check.ONE_END, view, "saw " + terminal);
        require(terminal.isEmpty() || view.events().getLast().terminal(), Check.ONE_END, view,
                "saw something after the end");
        require(view.left() != Left.STUCK, Check.ONE_END, view, "never saw the end");
        require(view.left() != Left.ENDED || !terminal.isEmpty(), Check.ONE_END, view, "ended without an end");
        for (Event end : terminal) {
            ends.add(ending(end));
            if (stored != null) {
                String status = stored.interrupted() ? "error INTERRUPTED" : stored.status().equals("error")
                        ? "error " + stored.errorCode() : stored.status();
                require(ending(end).equals(status), Check.ONE_END, view, "saw " + end.data());
            }
        }
    }

    private void text(View view) {
        if (stored == null || view.after() > 0) {
            return;
        }
        String seen = tokens(view);
        boolean whole = view.events().stream().anyMatch(Event::terminal);
        boolean same = stored.interrupted() ? seen.startsWith(stored.content()) || stored.content().startsWith(seen)
                : whole ? seen.equals(stored.content()) : stored.content().startsWith(seen);
        require(same, Check.STORED_IS_STREAMED, view, "saw the text " + seen);
        view.events().stream().filter(event -> event.event().equals("complete")).forEach(end ->
                require(end.json().path("finalContent").asString("").equals(seen), Check.STORED_IS_STREAMED, view,
                        "was told another text at the end"));
    }

    static String tokens(View view) {
        return view.events().stream().filter(event -> event.event().equals("token"))
                .map(event -> event.json().get("content").stringValue()).collect(Collectors.joining());
    }

    static String ending(Event end) {
        return end.event().equals("error") ? "error " + end.json().path("code").asString("") : end.event();
    }

    private static boolean isLost(Event event) {
        return event.event().equals("error") && ending(event).equals("error INTERRUPTED");
    }
}
