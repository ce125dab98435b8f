package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.rights.Readers;
import dev.rill.stream.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;

/**
 * What the index knows of a document beside its text.
 *
 * @param version as the scan gave it; empty while the file was so young that it has to be looked at again
 * @param hash    of the content
 * @param readers who may read it
 */
public record IndexedDocument(DocumentInfo info, String version, String hash, Readers readers) {

    private static final int HERE = 0;
    private static final int COMMIT = 1;
    private static final int PAGE = 2;

    /** All of it, as {@link #decode} reads it. */
    public BytesRef encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(info.path());
            out.writeUTF(info.type().name());
            out.writeUTF(info.title());
            out.writeInt(info.tags().size());
            for (String tag : info.tags()) {
                out.writeUTF(tag);
            }
            out.writeInt(info.chunks());
            out.writeLong(info.bytes());
            out.writeLong(info.modified().toEpochMilli());
            out.writeLong(info.indexed().toEpochMilli());
            out.writeUTF(version);
            out.writeUTF(hash);
            out.writeInt(readers.lists().size());
            for (List<String> names : readers.lists()) {
                out.writeInt(names.size());
                for (String name : names) {
                    out.writeUTF(name);
                }
            }
            writeOrigin(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BytesRef(bytes.toByteArray());
    }

    private void writeOrigin(DataOutputStream out) throws IOException {
        switch (info.origin().orElse(null)) {
            case null -> out.writeByte(HERE);
            case Origin.Commit(String id) -> {
                out.writeByte(COMMIT);
                out.writeUTF(id);
            }
            case Origin.Page(URI url) -> {
                out.writeByte(PAGE);
                out.writeUTF(url.toString());
            }
        }
    }

    private static Optional<Origin> origin(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case COMMIT -> Optional.of(new Origin.Commit(in.readUTF()));
            case PAGE -> Optional.of(new Origin.Page(URI.create(in.readUTF())));
            default -> Optional.empty();
        };
    }

    IndexedDocument readBy(Readers others) {
        return new IndexedDocument(info, version, hash, others);
    }

    /** As one whose content has to be looked at again. */
    public IndexedDocument unread() {
        return new IndexedDocument(info, "", "", readers);
    }

    private static Readers readers(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<List<String>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int size = in.readInt();
            List<String> names = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                names.add(in.readUTF());
            }
            lists.add(names);
        }
        return lists.isEmpty() ? Readers.EVERYBODY : new Readers(lists);
    }

    public static IndexedDocument decode(BytesRef encoded) throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(encoded.bytes, encoded.offset, encoded.length));
        String path = in.readUTF();
        DocumentType type = DocumentType.valueOf(in.readUTF());
        String title = in.readUTF();
        int tagCount = in.readInt();
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < tagCount; i++) {
            tags.add(in.readUTF());
        }
        int chunks = in.readInt();
        long size = in.readLong();
        Instant modified = Instant.ofEpochMilli(in.readLong());
        Instant indexed = Instant.ofEpochMilli(in.readLong());
        String version = in.readUTF();
        String hash = in.readUTF();
        Readers readers = readers(in);
        return new IndexedDocument(new DocumentInfo(path, type, title, List.copyOf(tags), chunks, size,
                modified, indexed, origin(in)), version, hash, readers);
    }
}
