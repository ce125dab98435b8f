package dev.rill.retrieval.source;

import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may read the documents of a folder: whoever the configuration and the rights files of all folders let in that a
 * document is in, where it lies and, if it is found through a link, where the link lies. Each rights file is read once.
 * One thread, one use.
 */
final class FolderRights {
    private final Path root;
    private final ReaderRules rules;
    private final Map<Path, Readers> real = new HashMap<>();
    private final Map<String, Readers> shown = new HashMap<>();
    private final Map<String, String> faults = new TreeMap<>();

    /** @param root real */
    FolderRights(Path root, ReaderRules rules) {
        this.root = root;
        this.rules = rules;
    }

    /**
     * @param path     as it is shown
     * @param location the real file
     */
    Readers of(String path, Path location) throws IOException {
        String own = root.relativize(location).toString().replace(location.getFileSystem().getSeparator(), "/");
        Readers configured = own.equals(path) ? rules.of(path) : rules.of(path).and(rules.of(own));
        return shown(folder(path)).and(real(location.getParent())).and(configured);
    }

    /** Of a path at which there may be no document: by the folders above it that were looked at. Any thread, later. */
    Readers above(String path) {
        Readers known = null;
        for (String folder = folder(path); known == null && !folder.isEmpty(); folder = folder(folder)) {
            known = shown.get(folder);
        }
        return (known == null ? shown.getOrDefault("", Readers.NOBODY) : known).and(rules.of(path));
    }

    /** Looks at a folder, as it is shown; what cannot be looked at lets nobody in. */
    Readers enter(String folder) {
        try {
            return shown(folder);
        } catch (IOException e) {
            return Readers.NOBODY;
        }
    }

    /** What is wrong, by the path of the rights file. */
    Map<String, String> faults() {
        return faults;
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private Readers shown(String folder) throws IOException {
        Readers known = shown.get(folder);
        if (known == null) {
            known = real(folder.isEmpty() ? root : root.resolve(folder).toRealPath());
            known = folder.isEmpty() ? known : known.and(shown(folder(folder)));
            shown.put(folder, known);
        }
        return known;
    }

    private Readers real(Path folder) {
        Readers known = real.get(folder);
        if (known == null) {
            known = own(folder);
            known = folder.equals(root) || !folder.startsWith(root) ? known : known.and(real(folder.getParent()));
            real.put(folder, known);
        }
        return known;
    }

    private Readers own(Path folder) {
        if (!folder.startsWith(root)) {
            return Readers.NOBODY;
        }
        RightsFile file = RightsFile.in(folder, root);
        file.fault().ifPresent(why -> {
            String prefix = folder.equals(root) ? ""
                    : root.relativize(folder).toString().replace(folder.getFileSystem().getSeparator(), "/") + "/";
            faults.put(prefix + RightsFile.NAME, "it " + why + ", so nobody may read what is in its folder");
        });
        return file.readers();
    }
}
