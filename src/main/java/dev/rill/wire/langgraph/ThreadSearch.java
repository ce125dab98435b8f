package dev.rill.wire.langgraph;

import dev.rill.http.access.Caller;
import dev.rill.http.response.Json;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import dev.rill.wire.Members;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /threads/search}: some of a user's threads, with the state of each. Any thread. */
final class ThreadSearch {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;
    private static final int PAGE = 100;
    /** So many are looked at; what lies behind is not found. */
    private static final int MOST_LOOKED_AT = 2_000;
    /** So much of the threads' text goes into one answer; threads behind it come with no values. */
    private static final long MOST_CHARS = 8_000_000;

    private final ThreadStore store;
    private final Threads threads;

    public ThreadSearch(ThreadStore store, Threads threads) {
        this.store = store;
        this.threads = threads;
    }

    ArrayNode found(Caller caller, JsonNode query) {
        String owner = caller.owner();
        if (!Members.object(Members.object(query), "values").isEmpty()) {
            throw Refusals.invalid("Threads cannot be searched by their values here");
        }
        int limit = number(query, "limit", DEFAULT_LIMIT, MAX_LIMIT);
        int offset = number(query, "offset", 0, MOST_LOOKED_AT);
        String status = Members.text(query, "status").orElse("");
        Optional<Comparator<ThreadSummary>> order = order(query);
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        long chars = 0;
        int passed = 0;
        for (ThreadSummary summary : all(owner, query, order, offset + limit, status)) {
            List<ThreadMessage> messages = threads.messages(caller, summary.threadId()).orElse(List.of());
            if (!status.isEmpty() && !status.equals(threads.status(owner, summary.threadId(), messages))) {
                continue;
            }
            if (passed++ < offset) {
                continue;
            }
            chars += messages.stream().mapToLong(message -> message.content().length()).sum();
            ObjectNode thread = threads.json(owner, summary, Optional.of(messages));
            if (chars > MOST_CHARS) {
                thread.putObject("values");
            }
            found.add(selected(thread, query.path("select")));
            if (found.size() == limit) {
                break;
            }
        }
        return found;
    }

    private List<ThreadSummary> all(String owner, JsonNode query, Optional<Comparator<ThreadSummary>> order, int enough,
                                    String status) {
        Set<String> ids = new HashSet<>();
        Members.array(query, "ids").forEach(id -> ids.add(id.stringValue("")));
        List<ThreadSummary> all = new ArrayList<>();
        if (!ids.isEmpty()) {
            ids.stream().limit(MAX_LIMIT).filter(Threads::mayBeId).flatMap(id -> store.find(owner, id).stream())
                    .filter(summary -> wanted(summary, query)).forEach(all::add);
            all.sort(order.orElse(Comparator.comparing(ThreadSummary::updatedAt).reversed()));
            return all;
        }
        Optional<String> cursor = Optional.empty();
        int looked = 0;
        do {
            ThreadStore.Page page = store.list(owner, new ThreadStore.ListQuery(PAGE, cursor, List.of()));
            page.threads().stream().filter(summary -> wanted(summary, query)).forEach(all::add);
            looked += page.threads().size();
            cursor = page.nextCursor();
        } while (cursor.isPresent() && looked < MOST_LOOKED_AT
                && (order.isPresent() || !status.isEmpty() || all.size() < enough));
        order.ifPresent(all::sort);
        return all;
    }

    private static boolean wanted(ThreadSummary summary, JsonNode query) {
        return Threads.holds(Threads.metadata(summary), Members.object(query, "metadata"));
    }

    /** Empty for the store's own: what was active last comes first. */
    private static Optional<Comparator<ThreadSummary>> order(JsonNode query) {
        boolean ascending = Members.text(query, "sort_order").filter("asc"::equals).isPresent();
        Optional<Comparator<ThreadSummary>> order = switch (Members.text(query, "sort_by").orElse("updated_at")) {
            case "created_at" -> Optional.of(Comparator.comparing(ThreadSummary::createdAt));
            case "thread_id" -> Optional.of(Comparator.comparing(ThreadSummary::threadId));
            default -> ascending ? Optional.of(Comparator.comparing(ThreadSummary::updatedAt)) : Optional.empty();
        };
        return ascending ? order : order.map(Comparator::reversed);
    }

    private static ObjectNode selected(ObjectNode thread, JsonNode select) {
        if (select.isArray() && !select.isEmpty()) {
            Set<String> members = new HashSet<>(Set.of("thread_id"));
            select.forEach(member -> members.add(member.stringValue("")));
            thread.retain(members);
        }
        return thread;
    }

    static int number(JsonNode query, String member, int otherwise, int most) {
        JsonNode number = query.path(member);
        if (!Json.present(number)) {
            return otherwise;
        }
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
            throw Refusals.invalid(member + " has to be a number from 0 on");
        }
        return Math.min(number.intValue(), most);
    }
}
