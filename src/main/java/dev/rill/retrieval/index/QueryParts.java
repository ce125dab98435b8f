package dev.rill.retrieval.index;

import dev.rill.words.FollowUps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A query, taken apart: what is asked, and the question before it, whose words count in part only.
 *
 * @param context   empty where the query is one question
 * @param dependent the question cannot be understood without the one before it, and another query holds both
 */
public record QueryParts(String asked, String context, boolean dependent) {

    /** One a query, in order. */
    public static List<QueryParts> of(List<String> queries) {
        List<QueryParts> wordings = new ArrayList<>();
        for (String query : queries) {
            String asked = query.strip();
            String context = "";
            for (String other : queries) {
                String shorter = other.strip();
                if (!shorter.isEmpty() && shorter.length() < asked.length() && query.strip().endsWith("\n" + shorter)) {
                    context = asked.substring(0, asked.length() - shorter.length());
                    asked = shorter;
                    break;
                }
            }
            boolean extended = queries.stream().anyMatch(other -> other.strip().endsWith("\n" + query.strip()));
            wordings.add(new QueryParts(asked, context, extended && FollowUps.refersBack(query)));
        }
        return wordings;
    }

    /** The queries that can be searched for as they stand. */
    static List<String> standing(List<String> queries) {
        List<QueryParts> wordings = of(queries);
        return IntStream.range(0, queries.size()).filter(i -> !wordings.get(i).dependent()).mapToObj(queries::get)
                .toList();
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Wording[" + asked.length() + " and " + context.length() + " characters, dependent=" + dependent + "]";
    }
}
