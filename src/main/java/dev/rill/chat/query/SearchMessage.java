package dev.rill.chat.query;

import dev.rill.retrieval.PassageScope;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a step says of a search for some queries: written here, and read here by who tells the queries. Stateless. */
public final class SearchMessage {
    private static final String BEGIN = "Searching for ";
    private static final String BETWEEN = "”, “";
    private static final Pattern SPLIT = Pattern.compile(BETWEEN);

    private SearchMessage() {
    }

    /** A query of several lines is one of the server's own, made of others. */
    public static String of(List<String> queries, PassageScope scope) {
        return BEGIN + queries.stream().filter(query -> query.indexOf('\n') < 0)
                .map(query -> "“" + Queries.shown(query) + "”").collect(Collectors.joining(", "))
                + scope.folder().map(folder -> " in " + folder).orElse("");
    }

    /** As they were shown, long ones shortened; empty where a step says something else. */
    public static List<String> queries(String message) {
        int from = BEGIN.length() + 1;
        int to = message.lastIndexOf('”');
        return message.startsWith(BEGIN + "“") && to >= from
                ? List.of(SPLIT.split(message.substring(from, to))) : List.of();
    }
}
