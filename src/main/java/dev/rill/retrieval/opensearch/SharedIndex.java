package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.opensearch.SearchServer.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index of one form, and those of other forms beside it: servers of another version, or with other settings, search
 * and feed their own. The alias of Rill's name points to the one that was completed last. One thread.
 */
final class SharedIndex {
    private static final System.Logger LOGGER = System.getLogger(SharedIndex.class.getName());
    private static final Duration MAKING = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    /** Nobody that feeds another form is silent for so long. */
    private static final Duration LEFT = Duration.ofHours(1);

    private record Seen(JsonNode lease, long since) {
    }

    private final SearchServer server;
    private final String name;
    private final Map<String, Seen> others = new HashMap<>();
    private long looked = System.nanoTime();

    SharedIndex(SearchServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Through which an index is written: what is not there is then not made by a write. */
    static String writing(String index) {
        return index + "-feed";
    }

    String name() {
        return name;
    }

    /** Makes it where it is not there. */
    void make() throws IOException {
        if (server.get("/" + name + "/_alias", MAKING).ok()) {
            return;
        }
        Reply made = make(true);
        if (!made.ok() && made.reason().contains(SearchForm.NEIGHBOURS)) {
            made = make(false);
        }
        if (!made.ok() && !made.reason().contains("resource_already_exists")) {
            throw new IOException("The index " + name + " cannot be made: " + made.reason());
        }
    }

    /** @param neighbours whether it is to find neighbours of vectors, which it may refuse by the setting's name */
    private Reply make(boolean neighbours) throws IOException {
        ObjectNode body = (ObjectNode) SearchServer.JSON.readTree(SearchForm.body(neighbours));
        body.putObject("aliases").putObject(writing(name));
        return server.send("PUT", "/" + name, body.toString(), MAKING);
    }

    /** It holds everything: whoever looks by the name finds it. */
    void completed() throws IOException {
        if (server.get("/_alias/" + server.name(), MAKING).body().has(name)) {
            return;
        }
        ObjectNode body = SearchServer.JSON.createObjectNode();
        ArrayNode actions = body.putArray("actions");
        actions.addObject().putObject("remove").put("index", server.name() + "-*").put("alias", server.name())
                .put("must_exist", false);
        actions.addObject().putObject("add").put("index", name).put("alias", server.name());
        Reply switched = server.send("POST", "/_aliases", body.toString(), MAKING);
        if (!switched.ok()) {
            throw new IOException("The alias " + server.name() + " cannot be set: " + switched.reason());
        }
        LOGGER.log(System.Logger.Level.INFO, "The alias {0} points to the index {1}", server.name(), name);
    }

    /** Deletes indexes of other forms that nobody has fed for an hour; looks now and then. */
    void upkeep() throws IOException {
        long now = System.nanoTime();
        if (now - looked < LOOK_EVERY.toNanos()) {
            return;
        }
        looked = now;
        Pattern ours = Pattern.compile(Pattern.quote(server.name()) + "-[0-9a-z]{12}");
        JsonNode all = server.get("/" + server.name() + "-*/_alias", MAKING).body();
        for (String other : all.propertyNames()) {
            if (other.equals(name) || !ours.matcher(other).matches()
                    || !all.path(other).path("aliases").has(writing(other))) {
                continue;
            }
            JsonNode lease = server.get("/" + other + "/_doc/lease", MAKING).body();
            Seen before = others.get(other);
            if (before == null || !before.lease().equals(lease)) {
                others.put(other, new Seen(lease, now));
            } else if (now - before.since() > LEFT.toNanos()) {
                server.send("DELETE", "/" + other, "", MAKING);
                others.remove(other);
                LOGGER.log(System.Logger.Level.INFO, "The index {0}, which nobody feeds any more, is deleted", other);
            }
        }
    }
}
