package dev.rill.retrieval.index;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.rights.Readers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/**
 * What the index knows of a document beside its text.
 *
 * @param version as the scan gave it; empty while the file was so young that it has to be looked at again
 * @param hash    of the content
 * @param readers who may read it
 */
public record IndexedDocument(DocumentInfo info, String version, String hash, Readers readers) {

    BytesRef encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(info.path());
            out.writeUTF(info.title());
            out.writeInt(info.tags().size());
            for (String tag : info.tags()) {
                out.writeUTF(tag);
            }
            out.writeInt(info.chunks());
            out.writeLong(info.bytes());
            out.writeLong(info.modified().toEpochMilli());
            out.writeUTF(version);
            out.writeUTF(hash);
            out.writeInt(readers.lists().size());
            for (List<String> names : readers.lists()) {
                out.writeInt(names.size());
                for (String name : names) {
                    out.writeUTF(name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BytesRef(bytes.toByteArray());
    }

    IndexedDocument readBy(Readers others) {
        return new IndexedDocument(info, version, hash, others);
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

    static IndexedDocument decode(BytesRef encoded) throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(encoded.bytes, encoded.offset, encoded.length));
        String path = in.readUTF();
        String title = in.readUTF();
        int tagCount = in.readInt();
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < tagCount; i++) {
            tags.add(in.readUTF());
        }
        DocumentInfo info = new DocumentInfo(path, title, List.copyOf(tags), in.readInt(), in.readLong(),
                Instant.ofEpochMilli(in.readLong()));
        return new IndexedDocument(info, in.readUTF(), in.readUTF(), readers(in));
    }
}
