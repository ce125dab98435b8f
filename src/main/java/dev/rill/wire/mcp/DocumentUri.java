package dev.rill.wire.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** A document's path as a URI (RFC 3986): {@code rill://documents/guides/a%20b.md}. Stateless. */
final class DocumentUri {
    static final String PREFIX = "rill://documents/";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private DocumentUri() {
    }

    static String of(String path) {
        StringBuilder uri = new StringBuilder(PREFIX);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~/".indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append('%').append(HEX.toHexDigits(b));
            }
        }
        return uri.toString();
    }

    /**
     * The path, decoded once; what it is not of any document is not known here. Empty where the URI is of another kind.
     */
    static Optional<String> path(String uri) {
        if (!uri.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] from = uri.substring(PREFIX.length()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(from.length);
        for (int i = 0; i < from.length; i++) {
            if (from[i] != '%') {
                bytes.put(from[i]);
            } else if (i + 2 < from.length && HexFormat.isHexDigit(from[i + 1]) && HexFormat.isHexDigit(from[i + 2])) {
                bytes.put((byte) (HexFormat.fromHexDigit(from[++i]) << 4 | HexFormat.fromHexDigit(from[++i])));
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
