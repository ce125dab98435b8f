package dev.rill.retrieval.upload;

import dev.rill.storage.ReplacedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The uploads on the disk: a folder each, with the content and a note of what it is. One is written beside the others,
 * forced, and moved to them by one rename, which is what makes it kept; it goes by one rename too. Threads that nobody
 * interrupts.
 */
final class UploadFolder {
    private static final System.Logger LOGGER = System.getLogger(UploadFolder.class.getName());
    private static final String BESIDE = ".incoming";
    private static final String CONTENT = "content";
    private static final String NOTE = "upload.properties";

    private final Path folder;
    private final Path beside;

    private UploadFolder(Path folder) {
        this.folder = folder;
        this.beside = folder.resolve(BESIDE);
    }

    /** Without what was being written, or was going, when a server ended before. */
    static UploadFolder open(Path folder) throws IOException {
        UploadFolder opened = new UploadFolder(folder);
        Files.createDirectories(opened.beside);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(opened.beside)) {
            for (Path each : left) {
                erase(each);
            }
        }
        return opened;
    }

    Path folder() {
        return folder;
    }

    /** Where the content of one that is kept lies. */
    Path content(String id) {
        return folder.resolve(id).resolve(CONTENT);
    }

    boolean has(String id) {
        return Files.isDirectory(folder.resolve(id));
    }

    /**
     * Writes the content of one that other servers have to where it is written when it comes.
     *
     * @return whether it is what was sent
     */
    boolean fetch(Upload upload, SharedUploads from) throws IOException {
        discard(upload.id());
        MessageDigest digest = UploadHash.begin();
        try (FileOutputStream out = new FileOutputStream(begin(upload.id()).toFile());
             DigestOutputStream through = new DigestOutputStream(out, digest)) {
            from.content(upload.id(), through);
            out.getFD().sync();
        }
        return UploadHash.of(digest).equals(upload.hash());
    }

    /** Makes room for one that comes. @return where its content is to be written */
    Path begin(String id) throws IOException {
        return Files.createDirectory(beside.resolve(id)).resolve(CONTENT);
    }

    /** Keeps one whose content has been written and forced. */
    void keep(Upload upload) throws IOException {
        Path written = beside.resolve(upload.id());
        ReplacedFile.write(written.resolve(NOTE), note(upload));
        force(written);
        Files.move(written, folder.resolve(upload.id()), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** Notes what has become of one, and drops the content where it was refused. */
    void rewrite(Upload upload) throws IOException {
        Path place = folder.resolve(upload.id());
        ReplacedFile.write(place.resolve(NOTE), note(upload));
        force(place);
        if (upload.refused().isPresent()) {
            Files.deleteIfExists(place.resolve(CONTENT));
        }
    }

    /** One that came no further; nothing where there is none. */
    void discard(String id) throws IOException {
        erase(beside.resolve(id));
    }

    void remove(String id) throws IOException {
        Path going = beside.resolve(id);
        Files.move(folder.resolve(id), going, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        erase(going);
    }

    /** All that are kept. What cannot be read is left alone, and logged. */
    List<Upload> all() throws IOException {
        List<Upload> all = new ArrayList<>();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(folder)) {
            for (Path place : places) {
                if (!place.equals(beside)) {
                    read(place).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private static Optional<Upload> read(Path place) {
        Properties note = new Properties();
        try (FileInputStream in = new FileInputStream(place.resolve(NOTE).toFile())) {
            note.load(new ByteArrayInputStream(in.readAllBytes()));
            return Optional.of(new Upload(place.getFileName().toString(), required(note, "owner"),
                    Optional.ofNullable(note.getProperty("thread")), required(note, "name"),
                    Long.parseLong(required(note, "bytes")), required(note, "hash"),
                    Instant.parse(required(note, "received")), Boolean.parseBoolean(note.getProperty("scanned")),
                    Optional.ofNullable(note.getProperty("refused"))));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The upload in {0} cannot be read and is left alone: {1}", place,
                    e.toString());
            return Optional.empty();
        }
    }

    private static String required(Properties note, String key) {
        return Optional.ofNullable(note.getProperty(key))
                .orElseThrow(() -> new IllegalArgumentException("there is no " + key));
    }

    private static byte[] note(Upload upload) throws IOException {
        Properties note = new Properties();
        note.setProperty("owner", upload.owner());
        upload.threadId().ifPresent(thread -> note.setProperty("thread", thread));
        note.setProperty("name", upload.name());
        note.setProperty("bytes", Long.toString(upload.bytes()));
        note.setProperty("hash", upload.hash());
        note.setProperty("received", upload.received().toString());
        note.setProperty("scanned", Boolean.toString(upload.scanned()));
        upload.refused().ifPresent(why -> note.setProperty("refused", why));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        note.store(bytes, null);
        return bytes.toByteArray();
    }

    /** Its entries are on the disk then, where the platform can say so. */
    private static void force(Path place) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void erase(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(place);
    }
}
