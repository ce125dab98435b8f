package dev.rill.uri;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** How text stands in a URI: percent-encoded (RFC 3986, section 2.1), in UTF-8; a plus is a plus. Stateless. */
public final class PercentEncoding {
    private PercentEncoding() {
    }

    /** For any part of a URI: nothing in it has a meaning there. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Of a path whose slashes part it. */
    public static String encodePath(String path) {
        return encode(path).replace("%2F", "/");
    }

    /** Decoded once. Empty where a percent sign stands alone, or where it is no UTF-8. */
    public static Optional<String> decode(String text) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
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
