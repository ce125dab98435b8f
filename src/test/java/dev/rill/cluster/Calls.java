package dev.rill.cluster;

import dev.rill.cluster.History.Call;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeConnection;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The model's side: says what was made up for a question, and remembers which server asked it when. Any thread. */
final class Calls implements Function<RecordedRequest, Script> {
    private static final Pattern NUMBER = Pattern.compile("\\(question (\\d+)\\)\\s*$");

    private record Going(Asked asked, String server, long begun, FakeConnection connection) {

        Call call() {
            long said = begun + asked.pace().multipliedBy(asked.tokens() + 1).toNanos();
            return new Call(asked.number(), server, begun, Math.min(said, connection.closed().getNow(Long.MAX_VALUE)));
        }

        boolean goesOn() {
            return connection.isOpen() && call().ended() > System.nanoTime();
        }
    }

    private final Map<Integer, Asked> expected = new ConcurrentHashMap<>();
    private final Queue<Going> all = new ConcurrentLinkedQueue<>();

    void expect(Asked asked) {
        expected.put(asked.number(), asked);
    }

    @Override
    public Script apply(RecordedRequest request) {
        int number = number(request.question());
        Asked asked = expected.get(number);
        if (asked == null) {
            return Answer.of("Nobody expects this.");
        }
        String server = request.path().split("/")[1];
        all.add(new Going(asked, server, System.nanoTime(), request.connection()));
        return asked.script();
    }

    /** @return 0 where the text is of no question of this run */
    static int number(String question) {
        Matcher number = NUMBER.matcher(question);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    List<Call> calls() {
        return all.stream().map(Going::call).toList();
    }

    List<String> goingOn() {
        return all.stream().filter(Going::goesOn).map(going -> "the model still says " + going.call()).toList();
    }
}
