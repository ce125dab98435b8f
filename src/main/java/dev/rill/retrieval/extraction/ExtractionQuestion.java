package dev.rill.retrieval.extraction;

import dev.rill.retrieval.document.format.DocumentType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the process is asked about a file. Immutable. */
sealed interface ExtractionQuestion {
    /** The file. */
    byte[] content();

    /** Its text. */
    record Text(DocumentType type, byte[] content) implements ExtractionQuestion {
        /** Without the file. */
        @Override
        public String toString() {
            return "Text[type=" + type + "]";
        }
    }

    /**
     * A page of a PDF as a picture.
     *
     * @param page   counted from 1
     * @param marked lines of its text that are to be marked
     */
    record Picture(byte[] content, int page, String marked) implements ExtractionQuestion {
        /** Without the file and its text. */
        @Override
        public String toString() {
            return "Picture[page=" + page + "]";
        }
    }

    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Text(DocumentType type, _) -> {
                out.write(0);
                out.writeUTF(type.name());
            }
            case Picture(_, int page, String marked) -> {
                byte[] text = marked.getBytes(StandardCharsets.UTF_8);
                out.write(1);
                out.writeInt(page);
                out.writeInt(text.length);
                out.write(text);
            }
        }
        out.writeInt(content().length);
        out.write(content());
        out.flush();
    }

    /** @param kind the byte that has been read */
    static ExtractionQuestion read(int kind, DataInputStream in) throws IOException {
        if (kind == 0) {
            return new Text(DocumentType.valueOf(in.readUTF()), bytes(in));
        }
        int page = in.readInt();
        String marked = new String(bytes(in), StandardCharsets.UTF_8);
        return new Picture(bytes(in), page, marked);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
