package dev.rill.config;

import dev.rill.rights.ReaderRule;
import dev.rill.rights.Readers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The section {@code sources} of a file: names, and what can be set of each. In the environment a source's key is
 * {@code RILL_SOURCE_NAME_KEY}. Used by one thread.
 */
final class SourceSettings {
    static final String SECTION = "sources";
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
    private static final String FOLDER = "folder";
    private static final String GIT = "git";
    private static final String BRANCH = "branch";
    private static final String PATH = "path";
    private static final String INTERVAL = "interval";
    private static final String USER = "user";
    private static final String TOKEN = "token";
    private static final String WEBSITE = "website";
    private static final String SITEMAP = "sitemap";
    private static final String PAGES = "pages";
    private static final String DELAY = "delay";
    private static final String PRIVATE_ADDRESSES = "private-addresses";
    private static final String READERS = "readers";
    /** What can be set of a source, in the order in which messages name it. */
    static final List<String> KEYS = List.of(FOLDER, GIT, WEBSITE, BRANCH, PATH, INTERVAL, USER, TOKEN,
            SITEMAP, PAGES, DELAY, PRIVATE_ADDRESSES, READERS);
    private static final Kind<Duration> INTERVALS = Kind.duration(Duration.ofSeconds(1), Duration.ofDays(30));
    private static final Duration GIT_INTERVAL = Duration.ofMinutes(5);
    private static final Duration WEBSITE_INTERVAL = Duration.ofHours(1);
    private static final Duration USUAL_DELAY = Duration.ofMillis(500);
    private static final int USUAL_PAGES = 1000;

    private final SettingValues values;
    private final List<SourceConfig> sources = new ArrayList<>();
    private final List<ReaderRule> rules = new ArrayList<>();

    private SourceSettings(SettingValues values) {
        this.values = values;
    }

    static SourceSettings read(SettingValues values) {
        SourceSettings settings = new SourceSettings(values);
        Set<String> lowerCase = new HashSet<>();
        for (String name : values.sources()) {
            if (!lowerCase.add(variable(name, ""))) {
                values.errors().add(SECTION + "." + name + " has a name that another has, but for case or - and _");
            }
            settings.source(name).ifPresent(settings.sources::add);
        }
        return settings;
    }

    List<SourceConfig> sources() {
        return List.copyOf(sources);
    }

    /** Who may read the sources that say so. */
    List<ReaderRule> rules() {
        return List.copyOf(rules);
    }

    static String variable(String name, String key) {
        return "RILL_SOURCE_" + (name + "_" + key).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private Optional<SourceConfig> source(String name) {
        Set<String> readers = new TreeSet<>(values.list(setting(name, READERS, Kind.reader())));
        if (!readers.isEmpty()) {
            rules.add(new ReaderRule(name, Readers.anyOf(readers)));
        }
        List<SourceConfig> found = Stream.of(folder(name), git(name), website(name))
                .flatMap(Optional::stream).toList();
        if (found.size() != 1) {
            values.errors().add(SECTION + "." + name + " says nowhere, or twice, where its documents come from; "
                    + "allowed is one of " + FOLDER + ", " + GIT + " and " + WEBSITE);
            return Optional.empty();
        }
        Set<String> known = switch (found.getFirst()) {
            case SourceConfig.Folder _ -> Set.of(FOLDER, READERS);
            case SourceConfig.Git _ -> Set.of(GIT, BRANCH, PATH, INTERVAL, USER, TOKEN, READERS);
            case SourceConfig.Website _ -> Set.of(WEBSITE, SITEMAP, INTERVAL, PAGES, DELAY, PRIVATE_ADDRESSES, READERS);
        };
        KEYS.stream().filter(key -> !known.contains(key))
                .filter(key -> values.optional(setting(name, key, Kind.secret())).isPresent())
                .forEach(key -> values.errors()
                        .add(SECTION + "." + name + "." + key + " means nothing to such a source"));
        return Optional.of(found.getFirst());
    }

    private Optional<SourceConfig> folder(String name) {
        return values.optional(setting(name, FOLDER, Kind.folder()))
                .map(path -> new SourceConfig.Folder(name, path));
    }

    private Optional<SourceConfig> git(String name) {
        return values.optional(setting(name, GIT, Kind.repository())).map(url -> new SourceConfig.Git(name, url,
                values.optional(setting(name, BRANCH, Kind.branch())),
                values.optional(setting(name, PATH, Kind.pathWithin())).orElse(""),
                values.optional(setting(name, INTERVAL, INTERVALS)).orElse(GIT_INTERVAL),
                values.optional(setting(name, USER, Kind.text())).orElse("git"),
                values.optional(setting(name, TOKEN, Kind.secret()))));
    }

    private Optional<SourceConfig> website(String name) {
        Optional<URI> start = values.optional(setting(name, WEBSITE, Kind.url()));
        Optional<URI> sitemap = values.optional(setting(name, SITEMAP, Kind.url()));
        if (start.isPresent()
                && sitemap.filter(map -> !map.resolve("/").equals(start.get().resolve("/"))).isPresent()) {
            values.errors().add(SECTION + "." + name + "." + SITEMAP + " is of another site than its " + WEBSITE);
        }
        return start.map(url -> new SourceConfig.Website(name, url, sitemap,
                values.optional(setting(name, INTERVAL, INTERVALS)).orElse(WEBSITE_INTERVAL),
                values.optional(setting(name, PAGES, Kind.integer(1, 100_000))).orElse(USUAL_PAGES),
                values.optional(setting(name, DELAY, Kind.duration(Duration.ZERO, Duration.ofMinutes(1))))
                        .orElse(USUAL_DELAY),
                values.optional(setting(name, PRIVATE_ADDRESSES, Kind.flag())).orElse(false)));
    }

    private static <T> Setting<T> setting(String name, String key, Kind<T> kind) {
        return new Setting<>(SECTION + "." + name + "." + key, variable(name, key), kind);
    }
}
