package dev.rill.soak;

import dev.rill.server.EventStream.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the whole history of a stream, from its replay, against what the contract promises. Stateless. */
final class HistoryChecker {

    private HistoryChecker() {
    }

    /**
     * @param whole    every event of the stream
     * @param stored   what the thread holds afterwards
     * @param expected what the model did
     * @return what does not hold
     */
    static List<String> faults(List<Event> whole, Optional<Stored> stored, Upstream expected) {
        List<String> faults = new ArrayList<>();
        if (whole.isEmpty()) {
            return List.of("no event");
        }
        numbers(whole, faults);
        ends(whole, faults);
        steps(whole, faults);
        text(whole, stored, expected, faults);
        return faults;
    }

    /** What a client saw, where it was cut off or not, against the whole: the same bytes, from some event on. */
    static List<String> gaps(List<Event> seen, List<Event> whole) {
        if (seen.isEmpty()) {
            return List.of();
        }
        int from = whole.stream().map(Event::id).toList().indexOf(seen.getFirst().id());
        if (from < 0 || from + seen.size() > whole.size()) {
            return List.of("a client saw events that the replay does not have");
        }
        for (int i = 0; i < seen.size(); i++) {
            if (!seen.get(i).frame().equals(whole.get(from + i).frame())) {
                return List.of("a client saw " + seen.get(i).frame() + " where the replay has "
                        + whole.get(from + i).frame());
            }
        }
        return List.of();
    }

    /** {@code complete}, {@code cancelled} or the error's code. */
    static String ending(List<Event> whole) {
        Event last = whole.getLast();
        return last.event().equals("error") ? last.json().get("code").stringValue() : last.event();
    }

    /** Whether its last event says that the store has it; those without an answer do not say. */
    static boolean savedInTime(List<Event> whole) {
        return whole.getLast().json().path("saved").asBoolean(false);
    }

    private static void numbers(List<Event> whole, List<String> faults) {
        for (int i = 0; i < whole.size(); i++) {
            if (!whole.get(i).id().equals(Integer.toString(i + 1))) {
                faults.add("event " + (i + 1) + " has the number " + whole.get(i).id());
                return;
            }
        }
    }

    private static void ends(List<Event> whole, List<String> faults) {
        if (!whole.getFirst().event().equals("start")) {
            faults.add("the first event is " + whole.getFirst().event());
        }
        if (whole.stream().filter(event -> event.event().equals("start")).count() > 1) {
            faults.add("more than one start");
        }
        long terminal = whole.stream().filter(Event::terminal).count();
        if (terminal != 1) {
            faults.add(terminal + " terminal events");
        }
        if (!whole.getLast().terminal()) {
            faults.add("the last event is " + whole.getLast().event());
        }
        String first = whole.getFirst().json().path("messageId").asString("");
        if (!whole.getLast().json().path("messageId").asString("").equals(first)) {
            faults.add("the last event is of another message");
        }
    }

    private static void steps(List<Event> whole, List<String> faults) {
        String open = "";
        for (Event event : whole) {
            if (event.event().equals("step")) {
                String step = event.json().get("step").stringValue();
                String status = event.json().get("status").stringValue();
                if (status.equals("started") ? !open.isEmpty() : !open.equals(step)) {
                    faults.add("step " + step + " " + status + " while " + (open.isEmpty() ? "none" : open)
                            + " is open");
                }
                open = status.equals("complete") ? "" : step;
            } else if (event.event().equals("token") && !open.equals("generation")) {
                faults.add("a token outside generation");
                return;
            }
        }
    }

    private static void text(List<Event> whole, Optional<Stored> stored, Upstream expected, List<String> faults) {
        StringBuilder tokens = new StringBuilder();
        whole.stream().filter(event -> event.event().equals("token"))
                .forEach(event -> tokens.append(event.json().get("content").stringValue()));
        String sent = tokens.toString();
        String ending = ending(whole);
        if (!expected.endings().contains(ending)) {
            faults.add("it ended with " + ending + " instead of " + expected.endings());
        }
        if (ending.equals("complete") ? !expected.text().equals(sent) : !expected.text().startsWith(sent)) {
            faults.add("the tokens are not what the model sent");
        }
        if (ending.equals("complete") && !whole.getLast().json().path("finalContent").asString("").equals(sent)) {
            faults.add("finalContent is not the tokens joined");
        }
        if (stored.isEmpty()) {
            faults.add("the thread has no such answer");
            return;
        }
        if (!stored.get().content().equals(sent)) {
            faults.add("the thread holds " + stored.get().content().length() + " characters, sent were "
                    + sent.length());
        }
        if (!stored.get().status().equals(whole.getLast().event())) {
            faults.add("the thread says " + stored.get().status());
        }
        if (whole.getLast().event().equals("error") && !stored.get().errorCode().equals(ending)) {
            faults.add("the thread says " + stored.get().errorCode() + " instead of " + ending);
        }
    }
}
