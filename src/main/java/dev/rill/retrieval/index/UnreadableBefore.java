package dev.rill.retrieval.index;

import dev.rill.retrieval.source.DocumentFile;
import dev.rill.storage.ReplacedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Files whose content cannot be read, and why, kept over a restart, so that the same content is not tried at each. It
 * is forgotten where documents are read in another way than before. Any thread, but for {@link #keep}, which is for
 * one.
 */
final class UnreadableBefore {
    private static final System.Logger LOGGER = System.getLogger(UnreadableBefore.class.getName());

    private record Known(String version, String why) {
        /** Without why, which may quote a file. */
        @Override
        public String toString() {
            return "Known[]";
        }
    }

    private final Optional<Path> file;
    private final String identity;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile boolean changed;

    /**
     * @param file     where it is kept, if it is
     * @param identity what documents are read by
     */
    UnreadableBefore(Optional<Path> file, String identity) {
        this.file = file;
        this.identity = identity;
        file.filter(Files::isRegularFile).ifPresent(this::read);
    }

    private void read(Path from) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(from)))) {
            if (!in.readUTF().equals(identity)) {
                return;
            }
            for (int left = in.readInt(); left > 0; left--) {
                known.put(in.readUTF(), new Known(in.readUTF(), in.readUTF()));
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "What could not be read before is tried again", e);
        }
    }

    /** Why this very version could not be read. */
    Optional<String> why(DocumentFile document) {
        return Optional.ofNullable(known.get(document.path()))
                .filter(one -> document.settled() && one.version().equals(document.version())).map(Known::why);
    }

    void add(DocumentFile document, String why) {
        if (document.settled()) {
            known.put(document.path(), new Known(document.version(), why));
            changed = true;
        }
    }

    /** It can be read, or may be another time. */
    void forget(String path) {
        changed |= known.remove(path) != null;
    }

    /** @param there paths of which something may be there */
    void keep(Predicate<String> there) {
        changed |= known.keySet().removeIf(there.negate());
        if (!changed || file.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Map<String, Known> now = Map.copyOf(known);
            out.writeUTF(identity);
            out.writeInt(now.size());
            for (Map.Entry<String, Known> one : now.entrySet()) {
                out.writeUTF(one.getKey());
                out.writeUTF(one.getValue().version());
                out.writeUTF(one.getValue().why());
            }
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            ReplacedFile.write(file.get(), bytes.toByteArray());
            changed = false;
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "What cannot be read is tried again at the next start", e);
        }
    }
}
