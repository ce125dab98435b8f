package dev.rill.retrieval.source;

import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.upload.UploadPath;
import dev.rill.rights.Readers;
import java.time.Instant;
import java.util.Optional;

/**
 * What one look at a source found of the source itself. Immutable; any thread.
 *
 * @param name       as it is configured; empty where there is but one
 * @param looked     when it could last be looked at; empty where it never could
 * @param gone       why it cannot be looked at, where it cannot
 * @param passedOver its files of kinds that are not read
 * @param readers    who may know of it
 * @param revision   names the state of what was fetched, where that has a name
 */
public record SourceLook(String name, SourceKind kind, Optional<Instant> looked, Optional<String> gone,
                         PassedOver passedOver, Readers readers, Optional<String> revision) {
    private static final System.Logger LOGGER = System.getLogger(SourceLook.class.getName());

    SourceLook named(String other) {
        return new SourceLook(other, kind, looked, gone, passedOver, readers, revision);
    }

    /** What the paths of its documents begin with. */
    private String prefix() {
        return name.isEmpty() ? "" : name + "/";
    }

    /** Whether a document of a path is one of it. */
    public boolean holds(String path) {
        return path.startsWith(prefix()) && (kind == SourceKind.UPLOADS || !UploadPath.is(path));
    }

    /** Why it cannot be looked at, as it is told beside other sources. */
    public Optional<String> fault() {
        return gone.map(why -> name.isEmpty() ? why : name + ": " + why);
    }

    /**
     * Says what is new since the look before.
     *
     * @param before the same source's; empty at the first look
     */
    public void log(Optional<SourceLook> before) {
        String shown = name.isEmpty() ? "The documents" : "The documents of the source " + name;
        Optional<String> known = before.flatMap(SourceLook::gone);
        if (gone.isPresent() && !gone.equals(known)) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} cannot be looked at: {1}; what was read before stays", shown,
                    gone.get());
        } else if (gone.isEmpty() && known.isPresent()) {
            LOGGER.log(System.Logger.Level.INFO, "{0} can be looked at again", shown);
        }
    }
}
