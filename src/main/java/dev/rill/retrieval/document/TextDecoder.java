package dev.rill.retrieval.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes to text: what a byte order mark says, else what the document declares, else UTF-8, else Windows-1252, which
 * is what old documents that are not UTF-8 mostly are. Text that holds NUL or other control characters is binary.
 */
final class TextDecoder {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16BE_MARK = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF_16LE_MARK = {(byte) 0xFF, (byte) 0xFE};

    private TextDecoder() {
    }

    /** The text, its line ends all {@code \n}. */
    static String decode(byte[] content, Optional<Charset> declared) throws UnreadableDocumentException {
        String text = text(content, declared);
        for (int i = 0; i < text.length(); i++) {
            if (binary(text.charAt(i))) {
                throw new UnreadableDocumentException("it is binary");
            }
        }
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String text(byte[] content, Optional<Charset> declared) throws UnreadableDocumentException {
        if (startsWith(content, UTF_8_MARK)) {
            return strictly(content, 3, StandardCharsets.UTF_8).orElseThrow(TextDecoder::undecodable);
        }
        if (startsWith(content, UTF_16BE_MARK)) {
            return strictly(content, 2, StandardCharsets.UTF_16BE).orElseThrow(TextDecoder::undecodable);
        }
        if (startsWith(content, UTF_16LE_MARK)) {
            return strictly(content, 2, StandardCharsets.UTF_16LE).orElseThrow(TextDecoder::undecodable);
        }
        return declared.flatMap(charset -> strictly(content, 0, charset))
                .or(() -> strictly(content, 0, StandardCharsets.UTF_8))
                .or(() -> strictly(content, 0, WINDOWS_1252))
                .orElseThrow(TextDecoder::undecodable);
    }

    private static UnreadableDocumentException undecodable() {
        return new UnreadableDocumentException("it is not text in a known character encoding");
    }

    private static Optional<String> strictly(byte[] content, int from, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content, from, content.length - from))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean binary(char c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B && c != 0x08 && c != 0x0B;
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length
                && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }
}
