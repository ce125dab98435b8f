package dev.rill.retrieval.upload;

import dev.rill.retrieval.document.format.FileKind;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A file that is coming: written aside as it comes, and none of the uploads before it has come whole. One thread;
 * closed by whoever began it, which leaves nothing of it that was not kept.
 */
public final class Receiving implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Receiving.class.getName());

    private final Uploads uploads;
    private final UploadFolder folder;
    private final Allowances allowances;
    private final UploadLimits limits;
    private final String id;
    private final String owner;
    private final Path place;
    private final MessageDigest digest;
    /** Not a channel: an interrupt would close that. */
    private final FileOutputStream out;
    private long bytes;
    private String called = "";
    private boolean kept;

    Receiving(Uploads uploads, UploadFolder folder, Allowances allowances, UploadLimits limits, String id, String owner)
            throws IOException {
        this.uploads = uploads;
        this.folder = folder;
        this.allowances = allowances;
        this.limits = limits;
        this.id = id;
        this.owner = owner;
        this.place = folder.begin(id);
        this.out = new FileOutputStream(place.toFile());
        this.digest = UploadHash.begin();
    }

    /** Why a file is not taken. */
    public sealed interface Outcome {
        /** It cannot be a document; the reason completes "it …". */
        record Unread(String reason) implements Outcome {
        }

        /** It has more bytes than such files may have. */
        record TooLarge(long most) implements Outcome {
        }

        /** Its owner has as much as one may have. */
        record Full() implements Outcome {
        }
    }

    /**
     * Writes what has come of it.
     *
     * @return why no more of it is wanted, where that is so
     */
    public Optional<Outcome> write(byte[] some, int length) throws IOException {
        if (length > limits.fileBytes() - bytes) {
            return Optional.of(new Outcome.TooLarge(limits.fileBytes()));
        }
        if (!allowances.takeBytes(owner, length)) {
            return Optional.of(new Outcome.Full());
        }
        bytes += length;
        digest.update(some, 0, length);
        out.write(some, 0, length);
        return Optional.empty();
    }

    /**
     * It has come whole.
     *
     * @param name whatever the client calls it
     * @return why it is not taken, where that is so
     */
    public Optional<Outcome> check(String name) throws IOException {
        return uploads.stored(() -> {
            out.getFD().sync();
            out.close();
            if (bytes == 0) {
                return Optional.of(new Outcome.Unread("it is empty"));
            }
            return switch (kind(FileName.of(name))) {
                case FileKind.Unread(String reason) -> Optional.of(new Outcome.Unread(reason));
                case FileKind.Known known when known.doubted() ->
                        Optional.of(new Outcome.Unread("it is no text, and such files are not read"));
                case FileKind.Known known when bytes > limits.most(known.type()) ->
                        Optional.of(new Outcome.TooLarge(limits.most(known.type())));
                case FileKind.Known known -> {
                    called = known.named(FileName.of(name));
                    yield Optional.empty();
                }
            };
        });
    }

    private FileKind kind(String name) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(place)) {
            return FileKind.of(name, file);
        }
    }

    /** As it will be called, behind a check that has nothing against it. */
    public String name() {
        return called;
    }

    /**
     * Keeps it, behind a check that has nothing against it: it survives whatever happens to the server.
     *
     * @param threadId of a thread of its owner, which is there
     * @return the upload, or the one that is there and the same; empty where its owner has sent as much as one may have
     * to other servers meanwhile
     */
    public Optional<Upload> keep(Optional<String> threadId) throws IOException {
        Optional<Upload> upload = uploads.stored(() -> uploads.keep(new Upload(id, owner, threadId, called, bytes,
                UploadHash.of(digest), uploads.now(), false, Optional.empty()), place));
        kept = upload.filter(one -> one.id().equals(id)).isPresent();
        return upload;
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        allowances.give(owner, 1, bytes);
        try {
            uploads.stored(() -> {
                out.close();
                folder.discard(id);
                return null;
            });
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "What has come of a file cannot be removed; the next start does it",
                    e);
        }
    }
}
