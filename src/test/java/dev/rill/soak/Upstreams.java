package dev.rill.soak;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fake model's side of the questions that are open: each question carries a number by which it is found. */
final class Upstreams implements Function<RecordedRequest, Script> {
    private static final Pattern CASE = Pattern.compile("\\(case (\\d+)\\)\\s*$");
    private static final JsonMapper JSON = new JsonMapper();

    private record Open(Upstream upstream, AtomicInteger calls) {
    }

    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong(1);

    /** @return the question with its number */
    String expect(String question, Upstream upstream) {
        long number = next.getAndIncrement();
        open.put(number, new Open(upstream, new AtomicInteger()));
        return question + " (case " + number + ")";
    }

    /** After the answer has ended. */
    void forget(String question) {
        Matcher number = CASE.matcher(question);
        if (number.find()) {
            open.remove(Long.valueOf(number.group(1)));
        }
    }

    @Override
    public Script apply(RecordedRequest request) {
        String question = request.question();
        Matcher number = CASE.matcher(question);
        Open asked = number.find() ? open.get(Long.valueOf(number.group(1))) : null;
        if (asked == null) {
            return Answer.of("Nobody expects this.");
        }
        if (asked.upstream.searches() && request.offersTools() && !request.hasToolResult()) {
            String query = question.substring(0, number.start()).strip();
            return Answer.toolCall(request.json().at("/tools/0/function/name").asText(),
                    JSON.createObjectNode().put("query", query).toString());
        }
        int call = Math.min(asked.calls.getAndIncrement(), asked.upstream.scripts().size() - 1);
        return asked.upstream.scripts().get(call);
    }
}
