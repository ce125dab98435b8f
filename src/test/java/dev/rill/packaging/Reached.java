package dev.rill.packaging;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of some jars that are reached: those of the application, those that the rules keep, those that a reached
 * class names, and the providers of a reached service. One thread.
 */
final class Reached {
    private final Rules rules;
    /** By the class's name; where jars share one, the first counts, as on the class path. */
    private final Map<String, Library> homes = new HashMap<>();
    /** The providers of each service. */
    private final Map<String, Set<String>> providers = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<String> unread = new ArrayDeque<>();

    private Reached(Rules rules) {
        this.rules = rules;
    }

    /**
     * @param application all of whose classes are roots
     * @return names with slashes
     */
    static Set<String> from(Library application, List<Library> libraries, Rules rules) {
        Reached reached = new Reached(rules);
        reached.index(application);
        libraries.forEach(reached::index);
        application.classes().forEach(reached::reach);
        for (Library library : libraries) {
            boolean whole = rules.keepsJar(library.name());
            library.classes().stream().filter(name -> rules.keepsClass(name) || whole).forEach(reached::reach);
        }
        reached.follow();
        return reached.reached;
    }

    private void index(Library library) {
        library.classes().forEach(name -> homes.putIfAbsent(name, library));
        for (String entry : library.others()) {
            Library.serviceOf(entry).ifPresent(service -> library.providers(entry).forEach(provider -> providers
                    .computeIfAbsent(slashed(service), _ -> new HashSet<>()).add(slashed(provider))));
        }
    }

    private void follow() {
        // a service of the platform may be asked for by the platform
        providers.keySet().stream().filter(service -> !homes.containsKey(service))
                .forEach(service -> providers.get(service).forEach(this::reach));
        while (!unread.isEmpty()) {
            String name = unread.pop();
            Library home = homes.get(name);
            for (String entry : home.entriesOf(name)) {
                References.of(home.bytes(entry), homes::containsKey).forEach(this::reach);
            }
            providers.getOrDefault(name, Set.of()).forEach(this::reach);
        }
    }

    private void reach(String name) {
        if (homes.containsKey(name) && !rules.dropsClass(name) && reached.add(name)) {
            unread.push(name);
        }
    }

    /** A name as a class file has it. */
    static String slashed(String name) {
        return name.replace('.', '/');
    }
}
