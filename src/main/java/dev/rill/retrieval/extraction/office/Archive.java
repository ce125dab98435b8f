package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The parts of a file that is a ZIP archive; what unpacks to far more than its size is not unpacked. One thread. */
final class Archive {
    private static final long MOST_KEPT = 64L * 1024 * 1024;
    private static final long MOST_UNPACKED = 1024L * 1024 * 1024;
    private static final int MOST_ENTRIES = 100_000;
    /** A compound file: what office files were before they were archives, and what encrypted ones are in. */
    private static final byte[] COMPOUND = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final Set<String> MARKUP = Set.of("xml", "rels", "xhtml", "html", "htm", "opf");

    private final Map<String, byte[]> parts = new HashMap<>();
    private long unpacked;
    private long kept;

    private Archive() {
    }

    /** All parts that are markup, pictures left out. */
    static Archive of(byte[] content) throws IOException, UnreadableDocumentException {
        return of(content, name -> MARKUP.contains(name.substring(name.lastIndexOf('.') + 1)));
    }

    private static Archive of(byte[] content, Predicate<String> wanted) throws IOException,
            UnreadableDocumentException {
        if (begins(content, COMPOUND)) {
            throw new UnreadableDocumentException("it is encrypted, or in the format of an older program");
        }
        if (!begins(content, new byte[] {'P', 'K'})) {
            throw new UnreadableDocumentException("it is not what its name says: it is no ZIP archive");
        }
        Archive archive = new Archive();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content))) {
            int entries = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new UnreadableDocumentException("it has more than " + MOST_ENTRIES + " parts");
                }
                archive.take(entry.getName(), in, wanted.test(entry.getName()));
            }
        }
        return archive;
    }

    private void take(String name, InputStream in, boolean keep) throws IOException, UnreadableDocumentException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            unpacked += read;
            if (keep) {
                kept += read;
                part.write(buffer, 0, read);
            }
            if (kept > MOST_KEPT || unpacked > MOST_UNPACKED) {
                throw new UnreadableDocumentException("it unpacks to more than "
                        + (kept > MOST_KEPT ? MOST_KEPT : MOST_UNPACKED) / 1024 / 1024 + " MB");
            }
        }
        if (keep) {
            parts.putIfAbsent(name, part.toByteArray());
        }
    }

    private static boolean begins(byte[] content, byte[] with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= content.length || content[i] != with[i]) {
                return false;
            }
        }
        return true;
    }

    Optional<byte[]> find(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    byte[] part(String name) throws UnreadableDocumentException {
        return find(name).orElseThrow(() -> new UnreadableDocumentException("it is broken, or not what its name says: "
                + name + " is missing"));
    }
}
