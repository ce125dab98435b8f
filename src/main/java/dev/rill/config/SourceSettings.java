package dev.rill.config;

import dev.rill.rights.ReaderRule;
import dev.rill.rights.Readers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The section {@code sources} of a file: names, and what can be set of each. In the environment a source's key is
 * {@code RILL_SOURCE_NAME_KEY}. Used by one thread.
 */
final class SourceSettings {
    static final String SECTION = "sources";
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
    private static final String FOLDER = "folder";
    private static final String READERS = "readers";
    /** What can be set of a source, in the order in which messages name it. */
    static final List<String> KEYS = List.of(FOLDER, READERS);

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
        Optional<Path> folder = values.optional(setting(name, FOLDER, Kind.folder()));
        if (folder.isEmpty()) {
            values.errors().add(SECTION + "." + name + " says nowhere that its documents come from; allowed is "
                    + FOLDER);
        }
        return folder.map(path -> new SourceConfig.Folder(name, path));
    }

    private static <T> Setting<T> setting(String name, String key, Kind<T> kind) {
        return new Setting<>(SECTION + "." + name + "." + key, variable(name, key), kind);
    }
}
