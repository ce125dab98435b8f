package dev.rill.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks a setting up: environment, file, default. A value that is not allowed is noted and its default, which is
 * allowed, stands in for it, so that reading goes on and finds the next fault. Used by one thread.
 */
final class SettingValues {
    private final Map<String, RawValue> defaults;
    private final Map<String, String> environment;
    private final Path folder;
    private final List<String> errors = new ArrayList<>();
    private Map<String, RawValue> file = Map.of();

    SettingValues(Map<String, RawValue> defaults, Map<String, String> environment, Path folder) {
        this.defaults = defaults;
        this.environment = environment;
        this.folder = folder;
    }

    void file(Map<String, RawValue> values) {
        file = values;
    }

    /** The names in the section of sources, as the file has them. */
    List<String> sources() {
        return file.keySet().stream().filter(key -> key.startsWith(SourceSettings.SECTION + "."))
                .map(key -> key.split("\\.")[1]).distinct().toList();
    }

    /** What was wrong so far; whoever finds more adds to it. */
    List<String> errors() {
        return errors;
    }

    /** A setting that has a default. */
    <T> T one(Setting<T> setting) {
        return optional(setting).or(() -> single(setting, defaults.get(setting.key()))).orElseThrow();
    }

    <T> Optional<T> optional(Setting<T> setting) {
        return find(setting).flatMap(raw -> single(setting, raw));
    }

    <T> List<T> list(Setting<T> setting) {
        return find(setting).map(raw -> raw.elements().stream()
                .map(text -> check(setting, raw, text)).flatMap(Optional::stream).toList()).orElse(List.of());
    }

    private Optional<RawValue> find(Setting<?> setting) {
        String variable = environment.getOrDefault(setting.variable(), "");
        if (!variable.isBlank()) {
            return Optional.of(RawValue.text(setting.variable(), variable));
        }
        return Optional.ofNullable(file.getOrDefault(setting.key(), defaults.get(setting.key())));
    }

    private <T> Optional<T> single(Setting<T> setting, RawValue raw) {
        if (raw.list()) {
            errors.add(raw.where() + " is a list; allowed is " + setting.kind().allowed());
            return Optional.empty();
        }
        return check(setting, raw, raw.parts().getFirst());
    }

    private <T> Optional<T> check(Setting<T> setting, RawValue raw, String text) {
        Optional<T> value = setting.kind().parse(text, folder);
        if (value.isEmpty()) {
            String shown = setting.kind().shown() ? " is \"" + withoutPassword(text) + "\"" : " holds something else";
            errors.add(raw.where() + shown + "; allowed is " + setting.kind().allowed());
        }
        return value;
    }

    /** What stands before the host of a URL may be a user's name and password. */
    private static String withoutPassword(String text) {
        return text.replaceAll("//[^/]*@", "//***@");
    }
}
