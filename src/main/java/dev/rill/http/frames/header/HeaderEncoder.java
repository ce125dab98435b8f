package dev.rill.http.frames.header;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes header blocks without the dynamic table and without Huffman (RFC 7541, section 6.2.2), so that whoever
 * decodes them cannot get out of step, whatever is left out. Any thread.
 */
public final class HeaderEncoder {
    private static final int STRING_PREFIX = 0x7f;

    private HeaderEncoder() {
    }

    public static byte[] encode(List<HeaderField> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream(512);
        for (HeaderField field : fields) {
            // the server beneath takes the names of pseudo-headers only by their index
            int index = switch (field.name()) {
                case ":authority" -> 1;
                case ":method" -> 2;
                case ":path" -> 4;
                case ":scheme" -> 6;
                case ":status" -> 8;
                default -> 0;
            };
            block.write(index);
            if (index == 0) {
                string(block, field.name());
            }
            string(block, field.value());
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        int rest = text.length() - STRING_PREFIX;
        if (rest < 0) {
            block.write(text.length());
        } else {
            block.write(STRING_PREFIX);
            while (rest >= 0x80) {
                block.write(rest & 0x7f | 0x80);
                rest >>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
