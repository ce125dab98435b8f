package dev.rill.http.frames.header;

import java.nio.charset.StandardCharsets;

/** A header field; each character stands for an octet (ISO 8859-1), so that nothing is lost or made up. */
public record HeaderField(String name, String value) {
    private static final int OVERHEAD_BYTES = 32;

    static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Its size in the dynamic table (RFC 7541, section 4.1) and in a header list (RFC 9113, section 6.5.2). */
    int size() {
        return name.length() + value.length() + OVERHEAD_BYTES;
    }

    public boolean isPseudo() {
        return name.startsWith(":");
    }

    /** Without what it says, which may be a key. */
    @Override
    public String toString() {
        return "HeaderField[" + size() + " octets]";
    }
}
